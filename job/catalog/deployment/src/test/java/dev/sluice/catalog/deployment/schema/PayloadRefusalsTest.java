package dev.sluice.catalog.deployment.schema;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.stream.Stream;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What cannot be bound, or not described, is named: the record, the component, its type, and what to write instead. */
class PayloadRefusalsTest {

    sealed interface Bare {}

    record OneBare(String a) implements Bare {}

    record HasBare(Bare method) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    @JsonSubTypes(@JsonSubTypes.Type(value = OneByClass.class, name = "one"))
    sealed interface ByClass {}

    record OneByClass(String a) implements ByClass {}

    record HasByClass(List<ByClass> methods) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes(@JsonSubTypes.Type(value = Listed.class, name = "listed"))
    sealed interface Incomplete {}

    record Listed(String a) implements Incomplete {}

    record Forgotten(String a) implements Incomplete {}

    record HasIncomplete(Incomplete method) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes(@JsonSubTypes.Type(Nameless.class))
    sealed interface WithoutNames {}

    record Nameless(String a) implements WithoutNames {}

    record HasNameless(WithoutNames method) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes(@JsonSubTypes.Type(value = Clash.class, name = "clash"))
    sealed interface Clashing {}

    record Clash(String kind) implements Clashing {}

    record HasClash(Clashing method) {}

    record HasOneDirectly(Samples.Card card) {}

    interface Open {}

    record HasOpen(Open open) {}

    static final class Plain {
        public String a;
    }

    record HasPlain(Map<String, Plain> plain) {}

    record HasArray(int[] numbers) {}

    record HasZone(ZonedDateTime at) {}

    record HasSorted(SortedSet<String> names) {}

    record HasOptionalInt(OptionalInt number) {}

    record HasRaw(@SuppressWarnings("rawtypes") List names) {}

    record HasWildcard(List<? extends Number> numbers) {}

    record HasOptionalEntry(List<Optional<String>> names) {}

    record HasNumberKeys(Map<Integer, String> names) {}

    record Generic<T>(T value) {}

    record HasGeneric(Generic<String> generic) {}

    record HasAlias(@JsonAlias("n") String name) {}

    record HasFormat(@JsonFormat(pattern = "yyyy") java.time.LocalDate year) {}

    record HasUnwrapped(@JsonUnwrapped Line line) {}

    record HasDeserializer(
            @JsonDeserialize(using = StringDeserializer.class)
            String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Tolerant(String name) {}

    record HasCreator(String name) {
        @JsonCreator
        static HasCreator of(String name) {
            return new HasCreator(name);
        }
    }

    record ReadOnly(
            @JsonProperty(access = JsonProperty.Access.READ_ONLY)
            String name) {}

    record Twice(@JsonProperty("name") String first, String name) {}

    record Misplaced(@Size(max = 3) Integer number) {}

    record MisplacedBlank(@NotBlank List<String> names) {}

    record MisplacedOnOptional(@Min(3) Optional<Integer> number) {}

    record NeverEmpty(Optional<@NotBlank String> name) {}

    record Line(@NotBlank String article) {}

    record Unchecked(List<Line> lines) {}

    record Outer(Unchecked inner) {}

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(
                        HasBare.class,
                        "Bare: nothing says which of its records a JSON object is: write @JsonTypeInfo("),
                arguments(
                        HasByClass.class, "ByClass: its schema cannot say such a @JsonTypeInfo: write @JsonTypeInfo("),
                arguments(HasIncomplete.class, "Forgotten is not among its @JsonSubTypes"),
                arguments(HasNameless.class, "Nameless has no name: write @JsonTypeInfo("),
                arguments(HasClash.class, "Clash: its component \"kind\" has the name of the property that says which"),
                arguments(
                        HasOneDirectly.class,
                        "HasOneDirectly.card: dev.sluice.catalog.deployment.schema.Samples$Card is one of"),
                arguments(Samples.Card.class, "Samples$Card is one of the records of"),
                arguments(
                        HasOpen.class,
                        "HasOpen.open (dev.sluice.catalog.deployment.schema.PayloadRefusalsTest$Open): nothing says which class to make; a payload is made of String"),
                arguments(
                        HasPlain.class,
                        "HasPlain.plain (dev.sluice.catalog.deployment.schema.PayloadRefusalsTest$Plain): a payload is made of String"),
                arguments(HasArray.class, "HasArray.numbers (int[]): write a List instead of an array"),
                arguments(HasZone.class, "HasZone.at (java.time.ZonedDateTime): a payload is made of String"),
                arguments(HasSorted.class, "HasSorted.names (java.util.SortedSet<java.lang.String>): "),
                arguments(HasOptionalInt.class, "HasOptionalInt.number (java.util.OptionalInt): "),
                arguments(HasRaw.class, "HasRaw.names (java.util.List): it does not say what is in it"),
                arguments(
                        HasWildcard.class,
                        "HasWildcard.numbers (? extends java.lang.Number): the type has to be a certain one"),
                arguments(
                        HasOptionalEntry.class,
                        "HasOptionalEntry.names (java.util.Optional<java.lang.String>): an Optional stands for"),
                arguments(
                        HasNumberKeys.class,
                        "HasNumberKeys.names (java.lang.Integer): a map's keys are String or an enum"),
                arguments(HasGeneric.class, "Generic: a record in a payload has no type parameters"),
                arguments(HasAlias.class, "HasAlias: @JsonAlias changes how JSON is bound"),
                arguments(HasFormat.class, "HasFormat: @JsonFormat changes"),
                arguments(HasUnwrapped.class, "HasUnwrapped: @JsonUnwrapped changes"),
                arguments(HasDeserializer.class, "HasDeserializer: @JsonDeserialize changes"),
                arguments(Tolerant.class, "Tolerant: @JsonIgnoreProperties changes"),
                arguments(HasCreator.class, "HasCreator: @JsonCreator changes"),
                arguments(
                        ReadOnly.class, "ReadOnly.name (java.lang.String): a client could not send what is read-only"),
                arguments(Twice.class, "Twice.name (java.lang.String): another component has the name \"name\""),
                arguments(
                        Misplaced.class, "Misplaced.number (java.lang.Integer): @Size cannot be checked on this type"),
                arguments(
                        MisplacedBlank.class,
                        "MisplacedBlank.names (java.util.List<java.lang.String>): @NotBlank cannot be checked"),
                arguments(
                        MisplacedOnOptional.class,
                        "@Min cannot be checked on an Optional: write it on the type inside"),
                arguments(
                        Unchecked.class,
                        "Unchecked.lines (dev.sluice.catalog.deployment.schema.PayloadRefusalsTest$Line): dev.sluice.catalog.deployment.schema.PayloadRefusalsTest$Line has constraints, which are checked only with @Valid in front"),
                arguments(Outer.class, "Unchecked.lines ("));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void namesWhatCannotBeDescribed(Class<?> payload, String words) {
        assertThatExceptionOfType(UndescribedException.class)
                .isThrownBy(() -> new PayloadSchemas().of(payload))
                .withMessageContaining(words);
    }
}
