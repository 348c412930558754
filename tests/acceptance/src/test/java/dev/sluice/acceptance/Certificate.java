package dev.sluice.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A certificate for this machine that nobody has signed, as the JDK's keytool makes it. */
record Certificate(Path keyStore, Path trustStore) {

    static final String PASSWORD = "changeit";

    /** Makes one, in files in this folder. */
    static Certificate forLocalhost(Path folder) throws Exception {
        Path keyStore = folder.resolve("key.p12");
        Path trustStore = folder.resolve("trust.p12");
        Path certificate = folder.resolve("localhost.pem");
        keytool("-genkeypair", "-keystore", keyStore, "-alias", "localhost", "-keyalg", "EC", "-dname", "CN=localhost")
                .with("-ext", "san=dns:localhost,ip:127.0.0.1")
                .run();
        keytool("-exportcert", "-rfc", "-keystore", keyStore, "-alias", "localhost", "-file", certificate)
                .run();
        keytool("-importcert", "-noprompt", "-keystore", trustStore, "-alias", "localhost", "-file", certificate)
                .run();
        return new Certificate(keyStore, trustStore);
    }

    private static Keytool keytool(Object... arguments) {
        Keytool keytool = new Keytool(new ArrayList<>());
        keytool.command.add(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        return keytool.with(arguments).with("-storetype", "PKCS12", "-storepass", PASSWORD);
    }

    private record Keytool(List<String> command) {

        Keytool with(Object... arguments) {
            List.of(arguments).forEach(argument -> command.add(argument.toString()));
            return this;
        }

        void run() throws Exception {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
        }
    }
}
