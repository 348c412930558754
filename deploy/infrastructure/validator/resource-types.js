// Prints what the schemas in CloudFormation's registry say of each resource type, as JSON:
// {"TYPE": {"properties": [...], "createOnly": ["Name", "Tier/Name"], "identifier": [...]}}. A path stands for a part of a property.
const { loadAwsServiceSpecSync } = require("@aws-cdk/aws-service-spec");

const spec = loadAwsServiceSpecSync();

function createOnly(properties, path, seen) {
  return Object.entries(properties).flatMap(([name, property]) => {
    if (property.causesReplacement === "yes") {
      return [path + name];
    }
    const reference = property.type.type === "ref" ? property.type.reference.$ref : undefined;
    if (reference === undefined || seen.includes(reference)) {
      return [];
    }
    return createOnly(spec.get("typeDefinition", reference).properties, path + name + "/", [...seen, reference]);
  });
}

const types = {};
for (const type of spec.all("resource")) {
  types[type.cloudFormationType] = {
    properties: Object.keys(type.properties),
    createOnly: createOnly(type.properties, "", []),
    identifier: type.primaryIdentifier ?? [],
  };
}
process.stdout.write(JSON.stringify(types));
