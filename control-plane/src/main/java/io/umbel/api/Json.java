package io.umbel.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of the API: names as in the configuration file, in lower case with hyphens; what there is not is left out. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    /** Room for the longest outgoing list. */
    private static final int MAX_BODY = 1 << 18;

    private Json() {}

    /** Writes it. */
    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** Answers with it. */
    public static void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(bytes(value));
    }

    /**
     * Reads the body of a request.
     *
     * @throws Problem 415, 413 or 400, if it is not JSON, too long, or says something else than what is asked for
     */
    static <T> T read(ServerRequest request, Class<T> type) {
        boolean json = request.headers()
                .contentType()
                .filter(given -> given.mediaType().text().equals("application/json"))
                .isPresent();
        if (!json) {
            throw new Problem(
                    Status.UNSUPPORTED_MEDIA_TYPE_415,
                    "the body is not of type application/json; allowed is only that");
        }
        try {
            byte[] body = request.content().hasEntity()
                    ? request.content().inputStream().readNBytes(MAX_BODY + 1)
                    : new byte[0];
            if (body.length > MAX_BODY) {
                throw new Problem(
                        Status.REQUEST_ENTITY_TOO_LARGE_413, "the body is longer than " + MAX_BODY + " octets");
            }
            T value = MAPPER.readValue(text(body), type);
            if (value == null) {
                throw Problem.badRequest("the body is null; allowed is what /openapi.yaml describes");
            }
            return value;
        } catch (CharacterCodingException wrong) {
            throw Problem.badRequest("the body is not UTF-8; allowed is JSON in UTF-8");
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } catch (JacksonException wrong) {
            throw Problem.badRequest("the body is not as /openapi.yaml describes it: "
                    + String.valueOf(wrong.getOriginalMessage()).replaceAll("\\s+", " "));
        }
    }

    /** The parser itself would guess at other encodings, and pass over a byte order mark (RFC 8259, section 8.1). */
    private static String text(byte[] body) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }

    /** A constant's name as the API writes it. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
