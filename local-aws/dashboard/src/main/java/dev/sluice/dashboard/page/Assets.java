package dev.sluice.dashboard.page;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** The files of the page, by their paths below the dashboard's: these and no others are served. */
final class Assets {

    private static final String FOLDER = "/dashboard/";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private static final String CHARTS = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

    private static final List<String> SCRIPTS = List.of(
            "main",
            "api",
            "chart",
            "colours",
            "confirm",
            "dom",
            "failures",
            "format",
            "letter",
            "panels",
            "queues",
            "said",
            "services",
            "totals",
            "verdict");

    private final Map<String, PageReply> byPath = new TreeMap<>();

    Assets() {
        byPath.put("", read(FOLDER + "index.html", HTML));
        byPath.put("dashboard.css", read(FOLDER + "dashboard.css", CSS));
        byPath.put("icon.svg", read(FOLDER + "icon.svg", "image/svg+xml"));
        for (String script : SCRIPTS) {
            byPath.put(script + ".js", read(FOLDER + script + ".js", SCRIPT));
        }
        String charts = "/META-INF/resources/webjars/uplot/" + chartsVersion() + "/dist/";
        byPath.put("lib/uPlot.js", read(charts + "uPlot.esm.js", SCRIPT));
        byPath.put("lib/uPlot.css", read(charts + "uPlot.min.css", CSS));
    }

    Optional<PageReply> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** The library's folder has its version in its name. */
    private static String chartsVersion() {
        try (InputStream in = open(CHARTS)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PageReply read(String resource, String contentType) {
        try (InputStream in = open(resource)) {
            return new PageReply(200, contentType, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = Assets.class.getResourceAsStream(resource);
        if (in == null) {
            throw new FileNotFoundException(resource + " is not on the class path");
        }
        return in;
    }
}
