package dev.sluice.catalog.deployment.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;

/** What generated records are made of besides the types of the JDK and Jackson. */
public final class Samples {

    private Samples() {}

    public enum Colour {
        @JsonProperty("light-green")
        LIGHT_GREEN,
        RED
    }

    public enum Level {
        LOW("low"),
        HIGH("high");

        private final String name;

        Level(String name) {
            this.name = name;
        }

        @JsonValue
        public String json() {
            return name;
        }
    }

    /** A record with all that Jackson could take for another way in, or for another property. */
    public record Tag(String name) {

        public Tag(int number) {
            this("t" + number);
        }

        public static Tag valueOf(String name) {
            return new Tag(name);
        }

        public static Tag fromString(String name) {
            return new Tag(name);
        }

        public List<String> getParts() {
            return List.of(name);
        }

        public boolean isShort() {
            return name.length() < 3;
        }

        public void setLabel(String label) {}
    }

    public record Line(@NotBlank String article, @Positive int count) {}

    public record Tree(@NotNull String name, List<@Valid Tree> children) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Card.class, name = "card"),
        @JsonSubTypes.Type(
                value = Transfer.class,
                names = {"transfer", "sepa"})
    })
    public sealed interface Method permits Card, Transfer {}

    public record Card(String number) implements Method {}

    public record Transfer(int amount, List<String> notes) implements Method {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(Dog.class), @JsonSubTypes.Type(value = Cat.class, name = "cat")})
    public sealed interface Animal {}

    @JsonTypeName("dog")
    public record Dog(@NotNull String name) implements Animal {}

    public record Cat() implements Animal {}

    /** A constraint that is made of others. */
    @Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = {})
    @NotNull @Size(max = 2) public @interface Text {

        String message() default "is no text";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }
}
