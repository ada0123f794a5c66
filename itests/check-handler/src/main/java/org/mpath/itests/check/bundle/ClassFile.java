package org.mpath.itests.check.bundle;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a class file names (JVMS 4).
 *
 * @param name the class, with dots
 * @param types classes it refers to, with dots; arrays by their elements
 * @param members fields and methods of others it refers to: {@code java.lang.System.nanoTime}
 * @param staticVariables static fields that can be assigned, without those that compilers make
 * @param nativeMethods methods without Java code
 */
public record ClassFile(
        String name, Set<String> types, Set<String> members, List<String> staticVariables, List<String> nativeMethods) {
    private static final int STATIC = 0x0008;
    private static final int FINAL = 0x0010;
    private static final int NATIVE = 0x0100;
    private static final int SYNTHETIC = 0x1000;

    /**
     * Reads one.
     *
     * @throws IOException when it is none
     */
    public static ClassFile read(byte[] bytes) throws IOException {
        return new Reader(new DataInputStream(new ByteArrayInputStream(bytes))).read();
    }

    private record Reference(int owner, int nameAndType) {}

    private static final class Reader {
        private final DataInputStream in;
        /** By number: String for text, Integer for the name of a class or of a name and type, Reference for a member. */
        private Object[] pool;

        private int[] tags;

        Reader(DataInputStream in) {
            this.in = in;
        }

        ClassFile read() throws IOException {
            if (in.readInt() != 0xcafebabe) {
                throw new IOException("no class file");
            }
            in.readInt(); // version
            readPool();
            in.readUnsignedShort(); // access
            String name = className(in.readUnsignedShort());
            in.readUnsignedShort(); // superclass, which is in the pool too
            in.skipNBytes(2L * in.readUnsignedShort());
            List<String> variables = members(true);
            List<String> natives = members(false);
            return new ClassFile(name, types(), references(), variables, natives);
        }

        private void readPool() throws IOException {
            int count = in.readUnsignedShort();
            pool = new Object[count];
            tags = new int[count];
            for (int i = 1; i < count; i++) {
                tags[i] = in.readUnsignedByte();
                switch (tags[i]) {
                    case 1 -> pool[i] = in.readUTF();
                    case 7, 8, 16, 19, 20 -> pool[i] = in.readUnsignedShort();
                    case 9, 10, 11 -> pool[i] = new Reference(in.readUnsignedShort(), in.readUnsignedShort());
                    case 12 -> {
                        pool[i] = in.readUnsignedShort();
                        in.readUnsignedShort();
                    }
                    case 3, 4, 17, 18 -> in.skipNBytes(4);
                    case 15 -> in.skipNBytes(3);
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        i++; // takes two numbers
                    }
                    default -> throw new IOException("constant " + i + " is of unknown kind " + tags[i]);
                }
            }
        }

        private String text(Object number) {
            return (String) pool[(Integer) number];
        }

        private String className(int number) {
            String text = text(pool[number]);
            String element = text.startsWith("[") ? text.replaceFirst("^\\[+L?", "").replace(";", "") : text;
            return element.replace('/', '.');
        }

        /** Fields that can be assigned, or methods that are native; skips their attributes. */
        private List<String> members(boolean fields) throws IOException {
            List<String> found = new ArrayList<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                int access = in.readUnsignedShort();
                String name = text(in.readUnsignedShort());
                in.readUnsignedShort(); // descriptor
                for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                    in.readUnsignedShort();
                    in.skipNBytes(in.readInt() & 0xffff_ffffL);
                }
                boolean variable = (access & (STATIC | FINAL | SYNTHETIC)) == STATIC;
                if (fields ? variable : (access & NATIVE) != 0) {
                    found.add(name);
                }
            }
            return found;
        }

        private Set<String> types() {
            Set<String> found = new TreeSet<>();
            for (int i = 1; i < pool.length; i++) {
                if (tags[i] == 7) {
                    found.add(className(i));
                }
            }
            return found;
        }

        private Set<String> references() {
            Set<String> found = new TreeSet<>();
            for (Object constant : pool) {
                if (constant instanceof Reference reference) {
                    found.add(className(reference.owner) + '.' + text(pool[reference.nameAndType]));
                }
            }
            return found;
        }
    }
}
