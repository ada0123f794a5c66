package org.mpath.shell;

import java.util.Arrays;
import java.util.List;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Makes bundles of words, an id or a symbolic name, for Felix's own commands ({@code felix:stop 21}). Otherwise only the
 * line editor brings that, so the commands would fail in captive mode and without a terminal.
 */
@Component(property = Converter.CONVERTER_CLASSES + "=org.osgi.framework.Bundle")
public final class BundleConverter implements Converter {
    private final BundleContext framework;

    /** Made by Declarative Services. */
    @Activate
    public BundleConverter(BundleContext context) {
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
    }

    /** The bundle; null, so that others may try, when it is not asked for one or there is none. */
    @Override
    public Object convert(Class<?> wanted, Object word) {
        if (wanted != Bundle.class || word == null) {
            return null;
        }
        String text = word.toString();
        List<Bundle> found = Arrays.stream(framework.getBundles())
                .filter(bundle -> text.equals(Long.toString(bundle.getBundleId())) || text.equals(bundle.getSymbolicName()))
                .toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    /** Leaves how things look to others. */
    @Override
    public CharSequence format(Object value, int level, Converter others) {
        return null;
    }
}
