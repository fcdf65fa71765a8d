package io.tailrace.coordinator.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import java.util.ArrayList;
import java.util.List;

/** A request on its way, and what came back. */
final class Call<T extends ApiMessage> implements ResponseHandle {

    private final Class<T> type;
    private final List<ApiMessage> answers = new ArrayList<>();

    Call(Class<T> type) {
        this.type = type;
    }

    void answer(ApiMessage response) {
        answers.add(response);
        assertThat(answers).as("answers to one request").hasSize(1);
    }

    boolean isDone() {
        return !answers.isEmpty();
    }

    T response() {
        assertThat(answers).as("the request is answered").hasSize(1);
        return type.cast(answers.get(0));
    }

    static ErrorCode error(short code) {
        return ErrorCode.forCode(code);
    }
}
