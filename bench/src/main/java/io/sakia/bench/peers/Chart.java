package io.sakia.bench.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws the medians of the turns that {@code bench/run peers} wrote down: records a second, by workload and system, as a picture. */
public final class Chart {
    private static final List<String> WORKLOADS = List.of("wordcount", "stateful", "window", "yahoo");
    private static final Map<Contestant, Color> COLORS = new EnumMap<>(Map.of(
            Contestant.LIMIT, new Color(0xC9CED6),
            Contestant.OBJECT_LIMIT, new Color(0x9AA3AF),
            Contestant.SAKIA, new Color(0x0F766E),
            Contestant.JET, new Color(0xE9A23B),
            Contestant.FLINK, new Color(0xD1495B),
            Contestant.SPARK, new Color(0x7A5C99),
            Contestant.STRUCTURED, new Color(0xB79CD6)));

    private static final int DPI = 144;

    private Chart() {}

    /**
     * Draws.
     *
     * @param args the file of turns, a line of JSON each, and the file to write, without its ending {@code .png}
     */
    public static void main(String[] args) throws IOException {
        Map<Contestant, Map<String, List<Double>>> rates = read(Path.of(args[0]));
        CategoryChart chart = new CategoryChartBuilder()
                .width(900)
                .height(420)
                .title("Records a second on two cores (logarithmic; lines for wordcount, events for yahoo)")
                .build();
        chart.getStyler()
                .setYAxisLogarithmic(true)
                .setYAxisMin(1e4)
                .setYAxisMax(1e9)
                .setLegendPosition(LegendPosition.OutsideE)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartTitleBoxVisible(false);
        chart.getStyler().setAvailableSpaceFill(0.8);
        rates.forEach((contestant, byWorkload) -> {
            List<Double> medians = WORKLOADS.stream()
                    .map(workload -> median(byWorkload.getOrDefault(workload, List.of())))
                    .toList();
            chart.addSeries(contestant.label(), WORKLOADS, medians).setFillColor(COLORS.get(contestant));
        });
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        BitmapEncoder.saveBitmapWithDPI(chart, args[1], BitmapFormat.PNG, DPI);
    }

    private static Map<Contestant, Map<String, List<Double>>> read(Path turns) throws IOException {
        Map<Contestant, Map<String, List<Double>>> rates = new EnumMap<>(Contestant.class);
        ObjectMapper json = new ObjectMapper();
        for (String line : Files.readAllLines(turns)) {
            JsonNode turn = json.readTree(line);
            if (turn.has("records") && turn.has("nanos")) {
                rates.computeIfAbsent(Contestant.named(turn.get("system").asText()), system -> new LinkedHashMap<>())
                        .computeIfAbsent(turn.get("workload").asText(), workload -> new ArrayList<>())
                        .add(turn.get("records").asDouble()
                                * 1e9
                                / turn.get("nanos").asDouble());
            }
        }
        return rates;
    }

    /** The middle one; 0, which is no bar, of none. */
    private static double median(List<Double> values) {
        if (values.isEmpty()) {
            return 0;
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
