package io.sakia.connector.codec;

import io.sakia.Pair;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Seeded random values of every kind that is known. */
public final class Samples {
    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("Europe/Paris"), ZoneId.of("America/New_York"), ZoneOffset.ofHours(-3), ZoneId.of("UTC"));

    private final Random random;

    public Samples(long seed) {
        random = new Random(seed);
    }

    public enum Colour {
        RED,
        GREEN {
            @Override
            String hex() {
                return "00ff00";
            }
        },
        BLUE;

        String hex() {
            return "?";
        }
    }

    record Click(String user, long at, int count, double weight, boolean mobile, char mark, byte b, short s, float f) {}

    record Order(
            Click click, List<String> tags, Map<Colour, List<Long>> byColour, Optional<Object> extra, Colour colour) {}

    sealed interface Shape permits Circle, Sum {}

    record Circle(double radius) implements Shape {}

    record Sum(Shape left, Shape right) implements Shape {}

    record Drawing(String name, Shape shape) {}

    record Chain(int value, Chain next) {}

    record Empty() {}

    /** A plain class, stored field by field. */
    static class Base {
        int count;
        List<String> names = new ArrayList<>();
        transient int scratch;
    }

    static final class Session extends Base {
        String user = "";
        Session parent;

        @Override
        public boolean equals(Object o) {
            return o instanceof Session s
                    && s.count == count
                    && s.names.equals(names)
                    && s.user.equals(user)
                    && java.util.Objects.equals(s.parent, parent);
        }

        @Override
        public int hashCode() {
            return count;
        }
    }

    /** A value of any kind whose equals compares what it holds. */
    public Object any(int depth) {
        int kinds = depth == 0 ? 26 : 41;
        return switch (random.nextInt(kinds)) {
            case 0 -> random.nextBoolean();
            case 1 -> (byte) random.nextInt();
            case 2 -> (short) random.nextInt();
            case 3 -> (char) random.nextInt();
            case 4 -> whole();
            case 5 -> (long) whole() * whole();
            case 6 -> Float.intBitsToFloat(random.nextInt());
            case 7 -> Double.longBitsToDouble(random.nextLong());
            case 8, 9 -> string();
            case 10 -> new BigInteger(random.nextInt(200), random);
            case 11 -> new BigDecimal(new BigInteger(random.nextInt(200), random).negate(), random.nextInt(40) - 20);
            case 12 -> new UUID(random.nextLong(), random.nextLong());
            case 13 -> Instant.ofEpochSecond(whole(), random.nextInt(1_000_000_000));
            case 14 -> Duration.ofSeconds(whole(), random.nextInt(1_000_000_000));
            case 15 -> date();
            case 16 -> time();
            case 17 -> LocalDateTime.of(date(), time());
            case 18 -> ZonedDateTime.of(date(), time(), zone());
            case 19 -> OffsetDateTime.of(date(), time(), offset());
            case 20 -> List.of(zone(), offset(), OffsetTime.of(time(), offset()));
            case 21 -> List.of(Year.of(random.nextInt(3000)), YearMonth.of(2000, 7), MonthDay.of(2, 29));
            case 22 -> Period.of(whole(), whole(), whole());
            case 23 -> Colour.values()[random.nextInt(3)];
            case 24 -> DayOfWeek.of(1 + random.nextInt(7));
            case 25 -> click();
            case 26, 27 -> new ArrayList<>(elements(depth));
            case 28 -> List.copyOf(elements(depth));
            case 29 ->
                Stream.concat(elements(depth).stream(), Stream.of((Object) null))
                        .toList();
            case 30 -> new LinkedList<>(elements(depth));
            case 31 -> new HashSet<>(elements(depth));
            case 32 -> new LinkedHashSet<>(elements(depth));
            case 33 -> new TreeSet<>(strings());
            case 34 -> map(new HashMap<>(), depth);
            case 35 -> map(new LinkedHashMap<>(), depth);
            case 36 -> new TreeMap<>(Map.of(string(), any(depth - 1)));
            case 37 -> random.nextBoolean() ? Optional.empty() : Optional.of(any(depth - 1));
            case 38 -> Pair.of(any(depth - 1), random.nextBoolean() ? null : any(depth - 1));
            case 39 -> order(depth);
            default -> new Drawing(string(), shape(depth));
        };
    }

    Click click() {
        return new Click(
                random.nextInt(5) == 0 ? null : string(),
                random.nextLong(),
                whole(),
                random.nextGaussian(),
                random.nextBoolean(),
                (char) random.nextInt(),
                (byte) random.nextInt(),
                (short) random.nextInt(),
                random.nextFloat());
    }

    Order order(int depth) {
        Map<Colour, List<Long>> byColour = new HashMap<>();
        byColour.put(Colour.GREEN, Arrays.asList(random.nextLong(), null));
        return new Order(click(), strings(), byColour, Optional.of(any(depth - 1)), Colour.BLUE);
    }

    Shape shape(int depth) {
        return depth <= 0 || random.nextBoolean()
                ? new Circle(random.nextDouble())
                : new Sum(shape(depth - 1), shape(depth - 1));
    }

    String string() {
        int length = random.nextInt(10) == 0 ? 1000 : random.nextInt(12);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(8)) {
                case 0 -> text.append((char) random.nextInt(0x10000)); // lone surrogates too
                case 1 -> text.appendCodePoint(0x1f600 + random.nextInt(50));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }

    private int whole() {
        return random.nextInt() >> random.nextInt(32);
    }

    private List<String> strings() {
        return Stream.generate(this::string).limit(random.nextInt(5)).toList();
    }

    private List<Object> elements(int depth) {
        List<Object> elements = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            elements.add(any(depth - 1));
        }
        return elements;
    }

    private Map<Object, Object> map(Map<Object, Object> map, int depth) {
        for (Object key : elements(depth)) {
            map.put(key, any(depth - 1));
        }
        return map;
    }

    private LocalDate date() {
        return LocalDate.of(1900 + random.nextInt(200), 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    private LocalTime time() {
        return LocalTime.ofNanoOfDay((random.nextLong() >>> 1) % 86_400_000_000_000L);
    }

    private ZoneId zone() {
        return ZONES.get(random.nextInt(ZONES.size()));
    }

    private ZoneOffset offset() {
        return ZoneOffset.ofTotalSeconds(random.nextInt(36000) - 18000);
    }

    /** An equal value in other clothes: other list and set classes, another order of insertion. */
    @SuppressWarnings("unchecked")
    public static Object disguised(Object value) {
        if (value instanceof String s) {
            return new String(s.toCharArray());
        }
        if (value instanceof List<?> list) {
            List<Object> other = new LinkedList<>();
            list.forEach(each -> other.add(disguised(each)));
            return other;
        }
        if (value instanceof TreeSet<?> set) {
            return new HashSet<>(set);
        }
        if (value instanceof java.util.Set<?> set) {
            List<Object> reversed = new ArrayList<>((Collection<Object>) set);
            Collections.reverse(reversed);
            return new LinkedHashSet<>(reversed);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> other = new HashMap<>(map);
            return other.containsKey(null) || other.containsValue(null) ? other : new ConcurrentHashMap<>(other);
        }
        if (value instanceof Pair<?, ?> pair) {
            return Pair.of(disguised(pair.key()), pair.value() == null ? null : disguised(pair.value()));
        }
        return value;
    }
}
