package org.mpath.itests.exam;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * Both sides of a test. Outside, it starts the container, skips everything that the test class would do, and calls each
 * test method in the container instead. Inside, it lets everything happen and resolves parameters.
 */
public final class FrameworkExtension
        implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(FrameworkExtension.class);

    private final boolean inside = FrameworkUtil.getBundle(FrameworkExtension.class) != null;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (!inside) {
            container(context).open(context.getRequiredTestClass());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (!inside) {
            container(context).close(context.getRequiredTestClass());
        }
    }

    /** In the root store: classes share a container, and it ends once, with the test plan. */
    private static Container container(ExtensionContext context) {
        Class<? extends FrameworkOptions> options =
                context.getRequiredTestClass().getAnnotation(InFramework.class).value();
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(options, key -> Container.start(options), Container.class);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        if (inside) {
            invocation.proceed();
        } else {
            invocation.skip();
            container(context).call(method.getExecutable());
        }
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceedInside(invocation);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceedInside(invocation);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceedInside(invocation);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceedInside(invocation);
    }

    private void proceedInside(Invocation<Void> invocation) throws Throwable {
        if (inside) {
            invocation.proceed();
        } else {
            invocation.skip();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return !(parameter.getDeclaringExecutable() instanceof Constructor)
                && parameter.getParameter().getType().isInterface();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (!inside) {
            return null;
        }
        BundleContext probe =
                FrameworkUtil.getBundle(context.getRequiredTestClass()).getBundleContext();
        Class<?> type = parameter.getParameter().getType();
        return type == BundleContext.class ? probe : Services.await(probe, type);
    }
}
