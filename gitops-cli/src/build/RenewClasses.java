import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Gives classes of a jar a form that Java keeps in a class-data archive: {@code java -cp asm.jar RenewClasses.java JAR}. What they do stays as it is.
 *
 * <p>Those older than Java 6 get the version of Java 8, with the stack maps that the verifier of newer classes wants; of older ones nothing is kept. Texts are put together by {@link StringBuilder}, as
 * javac does for Java 8, and records are compared and hashed by code of their own; what Java would make for both it makes anew at each start.
 */
public final class RenewClasses {

    private static final int OLDEST_ARCHIVED = Opcodes.V1_6;
    private static final int VERSION_AT = 6;
    private static final String CONCAT = "makeConcatWithConstants";
    private static final String RECORDS = "java/lang/runtime/ObjectMethods";

    private RenewClasses() {}

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path fresh = jar.resolveSibling(jar.getFileName() + ".renewed");
        Files.copy(jar, fresh, StandardCopyOption.REPLACE_EXISTING);
        try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                FileSystem archive = FileSystems.newFileSystem(fresh)) {
            List<Path> files;
            try (Stream<Path> all = Files.walk(archive.getPath("/"))) {
                files = all.filter(file -> file.toString().endsWith(".class")).toList();
            }
            for (Path file : files) {
                renew(file, classes);
            }
        }
        Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void renew(Path file, ClassLoader classes) throws IOException {
        byte[] before = Files.readAllBytes(file);
        byte[] after = before;
        if (ByteBuffer.wrap(before).getShort(VERSION_AT) < OLDEST_ARCHIVED) {
            after = withStackMaps(before, classes);
        } else {
            String names = new String(before, StandardCharsets.ISO_8859_1);
            after = names.contains(CONCAT) || names.contains(RECORDS) ? written(before) : before;
        }
        if (after != before) {
            FileTime time = Files.getLastModifiedTime(file);
            Files.write(file, after);
            Files.setLastModifiedTime(file, time);
        }
    }

    private static byte[] withStackMaps(byte[] old, ClassLoader classes) {
        ByteBuffer.wrap(old).putShort(VERSION_AT, (short) Opcodes.V1_8);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return classes;
            }
        };
        new ClassReader(old).accept(writer, 0);
        return writer.toByteArray();
    }

    private static byte[] written(byte[] before) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        new ClassReader(before).accept(new Records(new Concatenations(writer)), 0);
        return writer.toByteArray();
    }

    /** A concatenation: what is put together, and the types of its parts. Where the same is needed again, it is the same method. */
    private record Concatenation(String descriptor, List<Object> constants) {}

    /** Has each concatenation made by a method of the class itself. */
    private static final class Concatenations extends ClassVisitor {

        private static final String BUILDER = "java/lang/StringBuilder";
        private static final String APPENDED = "ZCIJFD";

        private final Map<Concatenation, String> methods = new LinkedHashMap<>();
        private String owner = "";
        private boolean isInterface;

        Concatenations(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            owner = name;
            isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
            super.visit(version, access, name, signature, parent, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(
                    Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitInvokeDynamicInsn(String name, String descriptor, Handle maker, Object... constants) {
                    if (!name.equals(CONCAT) || !isPlain(constants)) {
                        super.visitInvokeDynamicInsn(name, descriptor, maker, constants);
                        return;
                    }
                    Concatenation wanted = new Concatenation(descriptor, List.of(constants));
                    String method = methods.computeIfAbsent(wanted, absent -> "concatenated$" + methods.size());
                    super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, method, descriptor, isInterface);
                }
            };
        }

        /** Constants other than texts and numbers could be made at run time. */
        private static boolean isPlain(Object[] constants) {
            return Stream.of(constants).allMatch(constant -> constant instanceof String || constant instanceof Number);
        }

        @Override
        public void visitEnd() {
            methods.forEach(this::write);
            super.visitEnd();
        }

        private void write(Concatenation concatenation, String name) {
            int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
            MethodVisitor code = super.visitMethod(access, name, concatenation.descriptor(), null, null);
            code.visitCode();
            code.visitTypeInsn(Opcodes.NEW, BUILDER);
            code.visitInsn(Opcodes.DUP);
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "()V", false);
            Type[] types = Type.getArgumentTypes(concatenation.descriptor());
            List<Object> constants = new ArrayList<>(concatenation.constants());
            String recipe = (String) constants.remove(0);
            int argument = 0;
            int local = 0;
            StringBuilder literal = new StringBuilder();
            for (char c : recipe.toCharArray()) {
                if (c == '\1') {
                    append(code, literal);
                    Type type = types[argument++];
                    code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
                    local += type.getSize();
                    append(code, appended(type));
                } else {
                    literal.append(c == '\2' ? constants.remove(0) : c);
                }
            }
            append(code, literal);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
            code.visitInsn(Opcodes.ARETURN);
            code.visitMaxs(0, 0);
            code.visitEnd();
        }

        private static void append(MethodVisitor code, StringBuilder literal) {
            if (!literal.isEmpty()) {
                code.visitLdcInsn(literal.toString());
                append(code, "Ljava/lang/String;");
                literal.setLength(0);
            }
        }

        private static void append(MethodVisitor code, String type) {
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL, BUILDER, "append", "(" + type + ")Ljava/lang/StringBuilder;", false);
        }

        /** What a type is appended as; bytes and shorts are numbers, and an array of characters is an object like others. */
        private static String appended(Type type) {
            String descriptor = type.getDescriptor();
            if (APPENDED.contains(descriptor) || descriptor.equals("Ljava/lang/String;")) {
                return descriptor;
            }
            return descriptor.length() == 1 ? "I" : "Ljava/lang/Object;";
        }
    }

    /** Writes what Java makes for {@code equals} and {@code hashCode} of a record, with the same results. */
    private static final class Records extends ClassVisitor {

        private static final String OBJECTS = "java/util/Objects";
        private static final Map<String, String> BOXES = Map.of(
                "Z", "java/lang/Boolean",
                "B", "java/lang/Byte",
                "S", "java/lang/Short",
                "C", "java/lang/Character",
                "I", "java/lang/Integer",
                "J", "java/lang/Long",
                "F", "java/lang/Float",
                "D", "java/lang/Double");

        private final Map<String, List<Handle>> methods = new LinkedHashMap<>();
        private String owner = "";

        Records(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            owner = name;
            super.visit(version, access, name, signature, parent, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(
                    Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitInvokeDynamicInsn(String name, String descriptor, Handle maker, Object... constants) {
                    boolean isOurs = name.equals("equals") || name.equals("hashCode");
                    if (!isOurs || !maker.getOwner().equals(RECORDS)) {
                        super.visitInvokeDynamicInsn(name, descriptor, maker, constants);
                        return;
                    }
                    List<Handle> parts = Stream.of(constants)
                            .filter(Handle.class::isInstance)
                            .map(Handle.class::cast)
                            .toList();
                    methods.put(name, parts);
                    super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, "record$" + name, descriptor, false);
                }
            };
        }

        @Override
        public void visitEnd() {
            methods.forEach((name, parts) -> {
                int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
                String one = "(L" + owner + ";";
                String descriptor = one + (name.equals("equals") ? "Ljava/lang/Object;)Z" : ")I");
                MethodVisitor code = super.visitMethod(access, "record$" + name, descriptor, null, null);
                code.visitCode();
                if (name.equals("equals")) {
                    equality(code, parts);
                } else {
                    hash(code, parts);
                }
                code.visitMaxs(0, 0);
                code.visitEnd();
            });
            super.visitEnd();
        }

        private void hash(MethodVisitor code, List<Handle> parts) {
            code.visitInsn(Opcodes.ICONST_0);
            for (Handle part : parts) {
                code.visitIntInsn(Opcodes.BIPUSH, 31);
                code.visitInsn(Opcodes.IMUL);
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitFieldInsn(Opcodes.GETFIELD, owner, part.getName(), part.getDesc());
                String type = BOXES.containsKey(part.getDesc()) ? part.getDesc() : "Ljava/lang/Object;";
                String hashing = BOXES.getOrDefault(part.getDesc(), OBJECTS);
                code.visitMethodInsn(Opcodes.INVOKESTATIC, hashing, "hashCode", "(" + type + ")I", false);
                code.visitInsn(Opcodes.IADD);
            }
            code.visitInsn(Opcodes.IRETURN);
        }

        private void equality(MethodVisitor code, List<Handle> parts) {
            Label different = new Label();
            code.visitVarInsn(Opcodes.ALOAD, 1);
            code.visitTypeInsn(Opcodes.INSTANCEOF, owner);
            code.visitJumpInsn(Opcodes.IFEQ, different);
            for (Handle part : parts) {
                String type = part.getDesc();
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitFieldInsn(Opcodes.GETFIELD, owner, part.getName(), type);
                code.visitVarInsn(Opcodes.ALOAD, 1);
                code.visitTypeInsn(Opcodes.CHECKCAST, owner);
                code.visitFieldInsn(Opcodes.GETFIELD, owner, part.getName(), type);
                if (BOXES.containsKey(type)) {
                    String both = "(" + type + type + ")I";
                    code.visitMethodInsn(Opcodes.INVOKESTATIC, BOXES.get(type), "compare", both, false);
                    code.visitJumpInsn(Opcodes.IFNE, different);
                } else {
                    String both = "(Ljava/lang/Object;Ljava/lang/Object;)Z";
                    code.visitMethodInsn(Opcodes.INVOKESTATIC, OBJECTS, "equals", both, false);
                    code.visitJumpInsn(Opcodes.IFEQ, different);
                }
            }
            code.visitInsn(Opcodes.ICONST_1);
            code.visitInsn(Opcodes.IRETURN);
            code.visitLabel(different);
            code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            code.visitInsn(Opcodes.ICONST_0);
            code.visitInsn(Opcodes.IRETURN);
        }
    }
}
