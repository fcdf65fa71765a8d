package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.MemberAssignment;
import io.tailrace.clients.admin.MemberDescription;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OldMembersTest {
    private static final Admin NO_ADMIN = (Admin) Proxy.newProxyInstance(
            OldMembersTest.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, args) -> {
                throw new AssertionError("asked too early: " + method.getName());
            });

    @Test
    void shouldSayWhoIsWaitedForHowLongAndTheCure() {
        OldMembers members = new OldMembers(NO_ADMIN, "app", "app-new", 45_000);
        MemberDescription old = new MemberDescription(
                "id", Optional.empty(), "app-old-StreamThread-1-consumer", "/10.0.0.7", new MemberAssignment(Set.of()));
        assertThat(members.message(List.of(old)))
                .contains("group app")
                .contains("45000 ms")
                .contains("app-old-StreamThread-1-consumer at /10.0.0.7")
                .contains("session.timeout.ms")
                .contains("group.instance.id");
        assertThat(members.message(List.of())).contains("no other members");
    }
}
