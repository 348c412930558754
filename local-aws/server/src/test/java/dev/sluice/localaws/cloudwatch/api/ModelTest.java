package dev.sluice.localaws.cloudwatch.api;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;

import dev.sluice.localaws.cloudwatch.api.alarm.DeleteAlarms;
import dev.sluice.localaws.cloudwatch.api.alarm.DescribeAlarmHistory;
import dev.sluice.localaws.cloudwatch.api.alarm.DescribeAlarms;
import dev.sluice.localaws.cloudwatch.api.alarm.DescribeAlarmsForMetric;
import dev.sluice.localaws.cloudwatch.api.alarm.PutMetricAlarm;
import dev.sluice.localaws.cloudwatch.api.alarm.SetAlarmState;
import dev.sluice.localaws.cloudwatch.api.metric.GetMetricData;
import dev.sluice.localaws.cloudwatch.api.metric.GetMetricStatistics;
import dev.sluice.localaws.cloudwatch.api.metric.ListMetrics;
import dev.sluice.localaws.cloudwatch.api.metric.PutMetricData;

import static org.assertj.core.api.Assertions.assertThat;

/** The records against AWS's own model, as the SDK has it. */
class ModelTest {

    /** What AWS has and this CloudWatch refuses or never says; a new one in the model makes the test fail. */
    private static final Map<String, Set<String>> LEFT_OUT = Map.of(
            "PutMetricDataRequest", Set.of("EntityMetricData", "StrictEntityValidation"),
            "ListMetricsRequest", Set.of("IncludeLinkedAccounts", "OwningAccount"),
            "ListMetricsResponse", Set.of("OwningAccounts"),
            "GetMetricDataRequest", Set.of("LabelOptions"),
            "GetMetricDataResponse", Set.of("Messages"),
            "MetricDataQuery", Set.of("AccountId"),
            "MetricDataResult", Set.of("Messages"),
            "PutMetricAlarmRequest", Set.of("ThresholdMetricId"),
            "MetricAlarm", Set.of("ThresholdMetricId", "EvaluationState"),
            "DescribeAlarmsRequest", Set.of("ChildrenOfAlarmName", "ParentsOfAlarmName"));

    private static final Map<String, Set<String>> LEFT_OUT_TOO = Map.of(
            "DescribeAlarmsResponse", Set.of("CompositeAlarms"),
            "DescribeAlarmHistoryRequest", Set.of("AlarmContributorId"),
            "AlarmHistoryItem", Set.of("AlarmContributorId", "AlarmContributorAttributes"));

    @ParameterizedTest
    @ValueSource(
            classes = {
                PutMetricData.class,
                ListMetrics.class,
                GetMetricStatistics.class,
                GetMetricData.class,
                PutMetricAlarm.class,
                DescribeAlarms.class,
                DescribeAlarmsForMetric.class,
                DeleteAlarms.class,
                SetAlarmState.class,
                DescribeAlarmHistory.class
            })
    void theRecordsOfAnOperationAreAsInAwssModel(Class<?> operation) throws Exception {
        compare(operation, operation.getSimpleName() + "Request");
        for (Class<?> answer : operation.getDeclaredClasses()) {
            compare(answer, operation.getSimpleName() + "Response");
        }
    }

    private static void compare(Class<?> record, String shape) throws Exception {
        Map<String, SdkField<?>> fields = fields(shape);
        Set<String> supported = new TreeSet<>();
        for (RecordComponent component : record.getRecordComponents()) {
            String name = name(component);
            supported.add(name);
            assertThat(fields).as(shape).containsKey(name);
            compare(component.getGenericType(), fields.get(name), shape + "." + name);
        }
        Set<String> leftOut = new TreeSet<>(fields.keySet());
        leftOut.removeAll(supported);
        assertThat(leftOut)
                .as("what " + shape + " leaves out")
                .isEqualTo(LEFT_OUT.getOrDefault(shape, LEFT_OUT_TOO.getOrDefault(shape, Set.of())));
    }

    private static void compare(Type type, SdkField<?> field, String where) throws Exception {
        MarshallingType<?> kind = field.marshallingType();
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            assertThat(kind).as(where).isEqualTo(MarshallingType.LIST);
            compare(
                    generic.getActualTypeArguments()[0],
                    field.getTrait(ListTrait.class).memberFieldInfo(),
                    where);
        } else if (type instanceof ParameterizedType) {
            assertThat(kind).as(where).isEqualTo(MarshallingType.MAP);
        } else if (type instanceof Class<?> record && record.isRecord()) {
            assertThat(kind).as(where).isEqualTo(MarshallingType.SDK_POJO);
            compare(record, record.getSimpleName());
        } else {
            assertThat(kind)
                    .as(where)
                    .isEqualTo(Map.<Type, MarshallingType<?>>of(
                                    String.class, MarshallingType.STRING,
                                    Integer.class, MarshallingType.INTEGER,
                                    Double.class, MarshallingType.DOUBLE,
                                    Boolean.class, MarshallingType.BOOLEAN,
                                    Instant.class, MarshallingType.INSTANT)
                            .get(type));
        }
    }

    private static String name(RecordComponent component) throws NoSuchMethodException {
        JsonProperty said = component.getAccessor().getAnnotation(JsonProperty.class);
        String name = component.getName();
        return said != null ? said.value() : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static Map<String, SdkField<?>> fields(String shape) throws ReflectiveOperationException {
        Class<?> type = Class.forName("software.amazon.awssdk.services.cloudwatch.model." + shape);
        Method builder = type.getMethod("builder");
        return ((SdkPojo) builder.invoke(null))
                .sdkFields().stream().collect(Collectors.toMap(SdkField::memberName, field -> field));
    }
}
