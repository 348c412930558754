package dev.sluice.deploy.aws.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.testkit.Repository;

/** What the templates of CloudFormation give to the stand-ins, with the parameters' defaults. */
public final class Templates {

    private static final Path SHARED = Repository.path("deploy/infrastructure/shared.yaml");

    private Templates() {}

    /** Of a repository, by its name in the template, such as {@code ProducerRepository}. */
    public static String lifecyclePolicy(String repository) {
        String template = read(SHARED);
        String policy = first(
                        template, "(?s)\n  " + repository + ":\n.*?LifecyclePolicyText: !Sub \\|\n(.*?)\n {6}(?=\\S)")
                .group(1);
        return Pattern.compile("\\$\\{(\\w+)}").matcher(policy).replaceAll(name -> defaultOf(template, name.group(1)));
    }

    private static String defaultOf(String template, String parameter) {
        return first(template, "(?s)\n  " + parameter + ":\n.*?Default: (\\S+)").group(1);
    }

    private static MatchResult first(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException(SHARED + " has no " + pattern);
        }
        return matcher.toMatchResult();
    }

    private static String read(Path template) {
        try {
            return Files.readString(template);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
