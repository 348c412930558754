// Prints what AWS' validator finds in each template that is named, as JSON: {"FILE": {"status": ..., "diagnostics": [...]}}.
const { RegoEngine, TemplateFile } = require("@aws/cloudformation-validate");

const engine = new RegoEngine();
const reports = {};
for (const file of process.argv.slice(2)) {
  const { status, diagnostics } = engine.validateStandard(new TemplateFile(file));
  reports[file] = { status, diagnostics };
}
engine.free();
process.stdout.write(JSON.stringify(reports));
