package org.mpath.jmx;

import java.util.Objects;
import javax.management.Descriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.NotificationEmitter;
import javax.management.StandardEmitterMBean;

/** An MXBean that tells consoles what the {@link Description} annotations say. */
abstract class DescribedBean extends StandardEmitterMBean {
    private static final String TEXT = "mpath.description";

    protected <T> DescribedBean(T bean, Class<T> type, NotificationEmitter emitter) {
        super(bean, type, true, emitter);
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return text(info.getDescriptor(), info.getDescription());
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return text(info.getDescriptor(), info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return text(info.getDescriptor(), info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return text(parameter.getDescriptor(), parameter.getDescription());
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return Boolean.TRUE.equals(info.getDescriptor().getFieldValue("mpath.action"))
                ? MBeanOperationInfo.ACTION
                : MBeanOperationInfo.INFO;
    }

    private static String text(Descriptor descriptor, String otherwise) {
        return Objects.requireNonNullElse((String) descriptor.getFieldValue(TEXT), otherwise);
    }
}
