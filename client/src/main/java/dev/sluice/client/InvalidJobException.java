package dev.sluice.client;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A submission has fields that break a rule. Nothing was sent; to submit it again as it is cannot help. */
public final class InvalidJobException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** As many as a person reads; what is said of a job stays small whatever was sent. */
    private static final int MAX_FIELDS = 20;

    private final transient List<InvalidField> fields;

    InvalidJobException(Stream<InvalidField> fields) {
        this(fields.sorted(Comparator.comparing(InvalidField::path).thenComparing(InvalidField::reason))
                .limit(MAX_FIELDS)
                .toList());
    }

    InvalidJobException(String path, String reason) {
        this(List.of(new InvalidField(path, reason)));
    }

    private InvalidJobException(List<InvalidField> fields) {
        super((fields.getFirst().path() + " " + fields.getFirst().reason()).strip(), null, false, false);
        this.fields = fields;
    }

    /** At least one and at most 20, sorted by path. */
    public List<InvalidField> fields() {
        return fields;
    }
}
