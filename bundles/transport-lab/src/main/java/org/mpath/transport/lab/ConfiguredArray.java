package org.mpath.transport.lab;

import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** An array that a configuration of its own describes: {@code org.mpath.lab-NAME.cfg}. The lab looks for all of them. */
@Component(
        service = ConfiguredArray.class,
        configurationPid = "org.mpath.lab",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = LabArraySettings.class, factory = true)
public final class ConfiguredArray {
    private final String pid;
    private final String text;

    /** Made by Declarative Services, anew when the configuration changes. */
    @Activate
    public ConfiguredArray(LabArraySettings settings, Map<String, Object> properties) {
        this.pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        this.text = settings.array();
    }

    /** The configuration's PID. */
    String pid() {
        return pid;
    }

    /** The array's description; none when it is empty. */
    String[] texts() {
        return text.isBlank() ? new String[0] : new String[] {text};
    }
}
