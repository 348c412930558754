package dev.sluice.sqs.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Version 4 of AWS' signature as a service checks it: made anew of what has arrived, by the rules of the IAM User Guide. */
final class Signature {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final Pattern AUTHORIZATION =
            Pattern.compile(ALGORITHM + " Credential=[^/]+/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

    private Signature() {}

    /** Whether the request was signed with this key, as it has arrived, for this region and SQS. */
    static boolean holds(CannedServer.Received request, String secretKey, String region) {
        Matcher authorization = AUTHORIZATION.matcher(request.headers().get("Authorization"));
        if (!authorization.matches()) {
            return false;
        }
        String date = request.headers().get("X-Amz-Date");
        String scope = authorization.group(1);
        String text =
                String.join("\n", ALGORITHM, date, scope, sha256(bytes(canonical(request, authorization.group(2)))));
        byte[] key = bytes("AWS4" + secretKey);
        for (String part : new String[] {date.substring(0, 8), region, "sqs", "aws4_request", text}) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(key).equals(authorization.group(3));
    }

    private static String canonical(CannedServer.Received request, String signedHeaders) {
        String headers = Stream.of(signedHeaders.split(";"))
                .map(name -> name + ":" + request.headers().get(name).trim() + "\n")
                .collect(Collectors.joining());
        return String.join("\n", "POST", request.path(), "", headers, signedHeaders, sha256(request.bytes()));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
