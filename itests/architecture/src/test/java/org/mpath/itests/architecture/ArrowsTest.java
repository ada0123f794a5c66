package org.mpath.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.itests.architecture.House.Room;

/** The allowed arrows: a room uses itself and the rooms of its row, no other. */
class ArrowsTest {

    @ParameterizedTest(name = "{0} uses only what its row names")
    @MethodSource("rooms")
    void aRoomUsesOnlyWhatItsRowNames(Room room) {
        List<String> wrong = room.classes()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(arrow -> leadsOutOf(room, arrow))
                .map(Dependency::getDescription)
                .toList();
        assertThat(wrong).as("arrows that lead out of %s, which may use %s", room, room.uses()).isEmpty();
    }

    @Test
    void everyBundleHasARow() throws IOException {
        assertThat(House.ROOMS).extracting(Room::name).containsExactlyInAnyOrderElementsOf(House.folders());
    }

    @Test
    void theClassesOfTheBundlesAreSeenHere() {
        // without this, an empty class path would pass every other test
        assertThat(House.classes()).hasSizeGreaterThan(100);
    }

    private static boolean leadsOutOf(Room room, Dependency arrow) {
        Optional<Room> other = House.roomOf(arrow.getTargetClass());
        return other.isPresent()
                && !other.get().equals(room)
                && !room.uses().contains(other.get().name());
    }

    static Stream<Room> rooms() {
        return House.ROOMS.stream();
    }
}
