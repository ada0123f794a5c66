package org.mpath.export.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the server may listen, and who may reach it. */
class AddressTest {
    @TempDir
    Path directory;

    private String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void onlyTheOwnerReachesTheSocketAndItsDirectory() throws Exception {
        Path path = directory.resolve("run/nbd.sock");
        SocketFile file = SocketFile.bind(path);
        try (ServerSocketChannel server = file.server();
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            assertThat(server.isOpen()).isTrue();
            assertThat(client.isConnected()).isTrue();
            assertThat(mode(path)).isEqualTo("rw-------");
            assertThat(mode(path.getParent())).isEqualTo("rwx------");
            assertThat(path.getParent()).isDirectoryContaining(path::equals).isDirectoryNotContaining("glob:**/.n*");
        }
        file.remove();
        assertThat(path).doesNotExist();
    }

    @Test
    void takesAPathOf107BytesAndRefusesOneByteMore() throws Exception {
        int room = SocketFile.PATH_BYTES_MAX - directory.toString().length() - "/".length();
        Path longest = directory.resolve("s".repeat(room));
        SocketFile file = SocketFile.bind(longest);
        file.server().close();
        file.remove();
        assertThatThrownBy(() -> SocketFile.bind(directory.resolve("s".repeat(room + 1))))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining("is 108 bytes long, and a Unix socket has room for 107");
    }

    @Test
    void replacesASocketThatNobodyServes() throws Exception {
        Path path = directory.resolve("s");
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(path));
        }
        SocketFile file = SocketFile.bind(path);
        SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
        file.server().close();
    }

    @Test
    void doesNotTakeAServedSocketFromAnotherProcess() throws Exception {
        Path path = directory.resolve("s");
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(path));
            assertThatThrownBy(() -> SocketFile.bind(path)).hasMessage("socket " + path + " is served by another process");
        }
    }

    @Test
    void doesNotReplaceAFile() throws Exception {
        Path path = Files.writeString(directory.resolve("s"), "precious");
        assertThatThrownBy(() -> SocketFile.bind(path)).hasMessageContaining("there is a file of that name, not a socket");
        assertThat(path).hasContent("precious");
    }

    @Test
    void doesNotRemoveTheSocketOfASuccessor() throws Exception {
        Path path = directory.resolve("s");
        SocketFile first = SocketFile.bind(path);
        first.server().close();
        SocketFile second = SocketFile.bind(path);
        first.remove();
        assertThat(path).exists();
        second.server().close();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:10809, 10809", "127.9.9.9:0, 0", "localhost:1, 1", "[::1]:65535, 65535"})
    void servesLoopbackAddresses(String text, int port) throws Exception {
        assertThat(TcpAddress.parse(text).getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:10809", "192.0.2.1:10809", "[::]:10809"})
    void refusesAddressesThatOtherMachinesReach(String text) {
        assertThatThrownBy(() -> TcpAddress.parse(text))
                .hasMessageStartingWith("tcp \"" + text + "\" can be reached from other machines");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", ":10809", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1", "no such host:1"})
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> TcpAddress.parse(text)).isInstanceOf(ListenException.class).hasMessageStartingWith("tcp \"" + text);
    }
}
