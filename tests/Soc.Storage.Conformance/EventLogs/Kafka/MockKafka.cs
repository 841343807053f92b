using System.Runtime.InteropServices;

namespace Soc.Storage.Conformance.EventLogs.Kafka;

/// <summary>A Kafka cluster that speaks the real protocol on loopback: librdkafka's own, in this process. It keeps about 5 MB a partition.</summary>
internal sealed partial class MockKafka : IDisposable
{
    private const int ProducerType = 0;
    private const string Library = "centos8-librdkafka";

    private readonly nint _client;
    private readonly nint _cluster;

    public MockKafka(int brokers = 1)
    {
        var config = NewConfig();

        // It would warn that it has no servers: it is to be one, and talks to nobody.
        SetLog(config, 0);
        _client = New(ProducerType, config, new byte[512], 512);
        if (_client == 0)
        {
            throw new InvalidOperationException("librdkafka could not be started.");
        }

        _cluster = NewCluster(_client, brokers);

        // Real brokers wait three seconds for more members of a new group.
        SetFirstRebalanceDelay(_cluster, 100);
        BootstrapServers = Marshal.PtrToStringUTF8(Bootstraps(_cluster)) ?? "";
    }

    public string BootstrapServers { get; }

    public void CreateTopic(string topic, int partitions) => Check(CreateTopic(_cluster, topic, partitions, 1));

    /// <summary>The broker closes its connections and refuses new ones.</summary>
    public void Down(int broker = 1) => Check(SetDown(_cluster, broker));

    public void Up(int broker = 1) => Check(SetUp(_cluster, broker));

    public void Dispose()
    {
        DestroyCluster(_cluster);
        Destroy(_client);
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new InvalidOperationException($"The mock cluster refused with error {error}.");
        }
    }

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_new")]
    private static partial nint NewConfig();

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set_log_cb")]
    private static partial void SetLog(nint config, nint callback);

    [LibraryImport(Library, EntryPoint = "rd_kafka_new")]
    private static partial nint New(int type, nint config, byte[] error, nuint errorSize);

    [LibraryImport(Library, EntryPoint = "rd_kafka_destroy")]
    private static partial void Destroy(nint client);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    private static partial nint NewCluster(nint client, int brokers);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    private static partial void DestroyCluster(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    private static partial nint Bootstraps(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateTopic(nint cluster, string topic, int partitions, int replication);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    private static partial void SetFirstRebalanceDelay(nint cluster, int delayMs);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_down")]
    private static partial int SetDown(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_up")]
    private static partial int SetUp(nint cluster, int broker);
}
