// A jar does not keep which files may be executed.
def project = new File(request.outputDirectory, request.artifactId)
['dev', 'mvnw', 'deploy/sluice', '.ci/run'].each { new File(project, it).setExecutable(true, false) }
