using System.Runtime.InteropServices;

namespace Soc.Storage.Conformance.EventLogs.Kafka;

/// <summary>What readers in a group need of it besides.</summary>
internal sealed partial class MockKafka
{
    private const int FindCoordinatorKey = 10;

    /// <summary>How long a group waits for members, ms; the default is seconds.</summary>
    public void JoinFast() => SetRebalanceDelay(_cluster, 100);

    public void DeleteTopic(string topic) => Check(DeleteTopic(_cluster, topic));

    /// <summary>What retention does: everything below the offset is gone.</summary>
    public void DeleteBelow(string topic, int partition, long offset) => Check(DeleteRecords(_cluster, topic, partition, offset));

    /// <summary>Clients are told to find the broker at this port of loopback, where a proxy stands.</summary>
    public void AdvertisePort(int port) => SetHostPort(_cluster, 1, "127.0.0.1", port);

    /// <summary>The next requests that look for a group's coordinator are refused with this error of the protocol.</summary>
    public void RefuseGroup(short error, int times) => PushErrors(_cluster, FindCoordinatorKey, (nuint)times, [.. Enumerable.Repeat((int)error, times)]);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    private static partial void SetRebalanceDelay(nint cluster, int delayMs);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_delete", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int DeleteTopic(nint cluster, string topic);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_partition_delete_records", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int DeleteRecords(nint cluster, string topic, int partition, long beforeOffset);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_host_port", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void SetHostPort(nint cluster, int broker, string host, int port);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    private static partial void PushErrors(nint cluster, short apiKey, nuint count, int[] errors);
}
