package dev.sluice.scaling.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

import dev.sluice.scaling.world.Result;

/**
 * A drawing of what a load's policies came to, as SVG. How it looks depends on the fonts of the machine that draws it, so it
 * carries the digest of its figures, by which a test sees whether it is still the right one.
 */
final class Drawing {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 260;
    /** Minutes to a point, which shows their maximum. */
    private static final int STEP = 5;
    /** Distinct for those who see no colours well (Okabe and Ito). */
    private static final List<Color> COLOURS =
            List.of(new Color(0x999999), new Color(0xE69F00), new Color(0x0072B2), new Color(0xCC79A7));

    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Pattern LONG_NUMBER = Pattern.compile("(\\d\\.\\d)\\d+");

    private final String title;
    private final Map<String, double[]> lines = new LinkedHashMap<>();

    Drawing(String title, Map<Contender, Result> results, ToIntFunction<Result.Minute> value) {
        this.title = title;
        results.forEach((contender, result) -> lines.put(contender.name(), points(result.minutes(), value)));
    }

    /** The digest of the figures, as it stands in the file. */
    String mark() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(title.getBytes(StandardCharsets.UTF_8));
            lines.forEach((name, points) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                for (double point : points) {
                    digest.update(Integer.toString((int) point).getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) ' ');
                }
            });
            return "<!-- figures: " + HexFormat.of().formatHex(digest.digest()) + " -->";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each Java platform has SHA-256", e);
        }
    }

    String svg() throws IOException {
        JFreeChart chart = ChartFactory.createXYLineChart(title, "hours", null, series());
        chart.setBackgroundPaint(Color.WHITE);
        chart.getTitle().setFont(TEXT.deriveFont(Font.BOLD));
        chart.getLegend().setItemFont(TEXT);
        // Fonts differ in width from one reader to the next.
        chart.getLegend().setLegendItemGraphicPadding(new RectangleInsets(2, 20, 2, 4));
        chart.setPadding(new RectangleInsets(6, 0, 0, 8));
        XYPlot plot = chart.getXYPlot();
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        plot.setOutlineVisible(false);
        plot.getDomainAxis().setLabelFont(TEXT);
        plot.getDomainAxis().setUpperMargin(0);
        XYLineAndShapeRenderer lineOnly = new XYLineAndShapeRenderer(true, false);
        lineOnly.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < lines.size(); i++) {
            lineOnly.setSeriesPaint(i, COLOURS.get(i));
            lineOnly.setSeriesStroke(i, new BasicStroke(1.5f));
        }
        plot.setRenderer(lineOnly);
        VectorGraphics2D graphics = new VectorGraphics2D();
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        new SVGProcessor()
                .getDocument(graphics.getCommands(), new PageSize(0, 0, WIDTH, HEIGHT))
                .writeTo(svg);
        // Tenths of a point are enough, and shorter.
        String text = LONG_NUMBER.matcher(svg.toString(StandardCharsets.UTF_8)).replaceAll("$1");
        return text.stripTrailing() + "\n" + mark() + "\n";
    }

    private XYSeriesCollection series() {
        XYSeriesCollection all = new XYSeriesCollection();
        lines.forEach((name, points) -> {
            XYSeries series = new XYSeries(name);
            for (int i = 0; i < points.length; i++) {
                series.add(i * STEP / 60.0, points[i]);
            }
            all.addSeries(series);
        });
        return all;
    }

    private static double[] points(List<Result.Minute> minutes, ToIntFunction<Result.Minute> value) {
        double[] points = new double[minutes.size() / STEP];
        for (int i = 0; i < points.length * STEP; i++) {
            points[i / STEP] = Math.max(points[i / STEP], value.applyAsInt(minutes.get(i)));
        }
        return points;
    }
}
