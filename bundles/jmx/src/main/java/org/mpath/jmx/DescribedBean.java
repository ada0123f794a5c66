package org.mpath.jmx;

import javax.management.DescriptorRead;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.NotificationEmitter;
import javax.management.StandardEmitterMBean;

/** An MXBean that tells consoles what the {@link Description} annotations say. */
final class DescribedBean extends StandardEmitterMBean {
    <T> DescribedBean(T bean, Class<T> type, NotificationEmitter emitter) {
        super(bean, type, true, emitter);
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return field(info, "mpath.description", info.getDescription());
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return field(info, "mpath.description", info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return field(info, "mpath.description", info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return field(parameter, "mpath.description", parameter.getDescription());
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return field(parameter, "mpath.name", parameter.getName());
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return Boolean.TRUE.equals(info.getDescriptor().getFieldValue("mpath.action"))
                ? MBeanOperationInfo.ACTION
                : MBeanOperationInfo.INFO;
    }

    private static String field(DescriptorRead described, String name, String otherwise) {
        return described.getDescriptor().getFieldValue(name) instanceof String text ? text : otherwise;
    }
}
