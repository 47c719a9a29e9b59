package io.sakia.connector.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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
import java.util.List;

/** The codecs of java.time. Their tags are part of the format: a new type takes a new tag. */
final class TimeLeaves {
    static final List<Leaf<?>> ALL = List.of(
            Leaf.fixed(20, Instant.class, TimeLeaves::write, TimeLeaves::readInstant),
            Leaf.fixed(21, Duration.class, TimeLeaves::write, TimeLeaves::readDuration),
            Leaf.fixed(22, LocalDate.class, TimeLeaves::write, TimeLeaves::readDate),
            Leaf.fixed(23, LocalTime.class, TimeLeaves::write, TimeLeaves::readTime),
            Leaf.fixed(24, LocalDateTime.class, TimeLeaves::write, TimeLeaves::readDateTime),
            Leaf.fixed(25, ZoneOffset.class, TimeLeaves::write, TimeLeaves::readOffset),
            Leaf.fixed(26, ZoneId.class, TimeLeaves::write, TimeLeaves::readZone),
            Leaf.fixed(27, ZonedDateTime.class, TimeLeaves::write, TimeLeaves::readZoned),
            Leaf.fixed(28, OffsetDateTime.class, TimeLeaves::write, TimeLeaves::readOffsetDateTime),
            Leaf.fixed(29, OffsetTime.class, TimeLeaves::write, TimeLeaves::readOffsetTime),
            Leaf.fixed(30, Year.class, (v, out) -> out.writeInt(v.getValue()), in -> Year.of(in.readInt())),
            Leaf.fixed(31, YearMonth.class, TimeLeaves::write, TimeLeaves::readYearMonth),
            Leaf.fixed(32, MonthDay.class, TimeLeaves::write, TimeLeaves::readMonthDay),
            Leaf.fixed(33, Period.class, TimeLeaves::write, TimeLeaves::readPeriod));

    private TimeLeaves() {}

    private static void write(Instant value, DataOutput out) throws IOException {
        Wire.writeSigned(out, value.getEpochSecond());
        Wire.writeUnsigned(out, value.getNano());
    }

    private static Instant readInstant(DataInput in) throws IOException {
        return Instant.ofEpochSecond(Wire.readSigned(in), Wire.readUnsigned(in));
    }

    private static void write(Duration value, DataOutput out) throws IOException {
        Wire.writeSigned(out, value.getSeconds());
        Wire.writeUnsigned(out, value.getNano());
    }

    private static Duration readDuration(DataInput in) throws IOException {
        return Duration.ofSeconds(Wire.readSigned(in), Wire.readUnsigned(in));
    }

    private static void write(LocalDate value, DataOutput out) throws IOException {
        Wire.writeSigned(out, value.toEpochDay());
    }

    private static LocalDate readDate(DataInput in) throws IOException {
        return LocalDate.ofEpochDay(Wire.readSigned(in));
    }

    private static void write(LocalTime value, DataOutput out) throws IOException {
        Wire.writeUnsigned(out, value.toNanoOfDay());
    }

    private static LocalTime readTime(DataInput in) throws IOException {
        return LocalTime.ofNanoOfDay(Wire.readUnsigned(in));
    }

    private static void write(LocalDateTime value, DataOutput out) throws IOException {
        write(value.toLocalDate(), out);
        write(value.toLocalTime(), out);
    }

    private static LocalDateTime readDateTime(DataInput in) throws IOException {
        return LocalDateTime.of(readDate(in), readTime(in));
    }

    private static void write(ZoneOffset value, DataOutput out) throws IOException {
        Wire.writeSigned(out, value.getTotalSeconds());
    }

    private static ZoneOffset readOffset(DataInput in) throws IOException {
        return ZoneOffset.ofTotalSeconds(Wire.readInt(in));
    }

    private static void write(ZoneId value, DataOutput out) throws IOException {
        Wire.writeString(out, value.getId());
    }

    private static ZoneId readZone(DataInput in) throws IOException {
        return ZoneId.of(Wire.readString(in));
    }

    private static void write(ZonedDateTime value, DataOutput out) throws IOException {
        write(value.toLocalDateTime(), out);
        write(value.getOffset(), out);
        write(value.getZone(), out);
    }

    /** The offset decides between the two meanings of an hour that a change of clocks repeats. */
    private static ZonedDateTime readZoned(DataInput in) throws IOException {
        LocalDateTime local = readDateTime(in);
        ZoneOffset offset = readOffset(in);
        return ZonedDateTime.ofInstant(local, offset, readZone(in));
    }

    private static void write(OffsetDateTime value, DataOutput out) throws IOException {
        write(value.toLocalDateTime(), out);
        write(value.getOffset(), out);
    }

    private static OffsetDateTime readOffsetDateTime(DataInput in) throws IOException {
        return OffsetDateTime.of(readDateTime(in), readOffset(in));
    }

    private static void write(OffsetTime value, DataOutput out) throws IOException {
        write(value.toLocalTime(), out);
        write(value.getOffset(), out);
    }

    private static OffsetTime readOffsetTime(DataInput in) throws IOException {
        return OffsetTime.of(readTime(in), readOffset(in));
    }

    private static void write(YearMonth value, DataOutput out) throws IOException {
        out.writeInt(value.getYear());
        out.writeByte(value.getMonthValue());
    }

    private static YearMonth readYearMonth(DataInput in) throws IOException {
        return YearMonth.of(in.readInt(), in.readByte());
    }

    private static void write(MonthDay value, DataOutput out) throws IOException {
        out.writeByte(value.getMonthValue());
        out.writeByte(value.getDayOfMonth());
    }

    private static MonthDay readMonthDay(DataInput in) throws IOException {
        return MonthDay.of(in.readByte(), in.readByte());
    }

    private static void write(Period value, DataOutput out) throws IOException {
        out.writeInt(value.getYears());
        out.writeInt(value.getMonths());
        out.writeInt(value.getDays());
    }

    private static Period readPeriod(DataInput in) throws IOException {
        return Period.of(in.readInt(), in.readInt(), in.readInt());
    }
}
