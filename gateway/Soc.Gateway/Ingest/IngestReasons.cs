namespace Soc.Gateway.Ingest;

/// <summary>Reasons that the gateway itself gives, beside those of the parsers: a closed set, fit for metric tags.</summary>
public static class IngestReasons
{
    /// <summary>Longer than a record or frame may be.</summary>
    public const string Oversized = "oversized";

    /// <summary>The stream ended, or went quiet, in the middle of a frame.</summary>
    public const string Truncated = "truncated";

    /// <summary>A syslog frame announced a length that nobody can mean.</summary>
    public const string FrameLength = "frame_length";

    /// <summary>A HEC envelope that is no JSON object, and what followed it.</summary>
    public const string InvalidEnvelope = "invalid_envelope";

    /// <summary>A HEC envelope without an event.</summary>
    public const string EventMissing = "event_missing";

    /// <summary>A HEC envelope with an empty event.</summary>
    public const string EventBlank = "event_blank";

    /// <summary>A parser broke its promise not to throw.</summary>
    public const string ParserError = "parser_error";

    /// <summary>Parsed; its time was further ahead than clocks differ, and the received time stands.</summary>
    public const string FutureTime = "future_time";

    /// <summary>Parsed; it had no time that could be meant, and the received time stands.</summary>
    public const string NoTime = "no_time";

    /// <summary>The credential or listener names a client that does not exist.</summary>
    public const string UnknownClient = "unknown_client";

    /// <summary>A syslog sender that no map and no listener gives a client.</summary>
    public const string UnknownSender = "unknown_sender";

    /// <summary>UDP came faster than it was read: the kernel's buffer of the socket was full.</summary>
    public const string KernelDrop = "udp_kernel_drop";

    /// <summary>UDP came faster than the log took it.</summary>
    public const string QueueFull = "udp_queue_full";

    /// <summary>UDP frames or Kafka records that the pipeline failed on.</summary>
    public const string AppendFailed = "append_failed";

    /// <summary>A Kafka message without a value, which deletes a key in a compacted topic.</summary>
    public const string Tombstone = "kafka_tombstone";

    /// <summary>A Kafka message without a byte that is no white space, or with an empty list of records.</summary>
    public const string EmptyMessage = "kafka_empty";

    /// <summary>A Kafka message, or a line of it, that is to be JSON and does not begin like it.</summary>
    public const string NotJson = "not_json";

    /// <summary>An element of a list of records that is neither an object nor text.</summary>
    public const string InvalidElement = "invalid_element";

    /// <summary>What a Kafka message holds beyond the records that one may hold.</summary>
    public const string TooManyRecords = "too_many_records";

    /// <summary>Kafka messages that the topic's retention removed before they were read.</summary>
    public const string RetentionGap = "kafka_retention_gap";

    /// <summary>More connections than allowed.</summary>
    public const string TooManyConnections = "too_many_connections";

    /// <summary>Events that a capture agent dropped before it could send them.</summary>
    public const string SensorDropped = "sensor_dropped";

    /// <summary>An event that only a gateway makes, from somebody else: what it says, such as that a sensor is silent, is not believed.</summary>
    public const string ReservedKind = "reserved_kind";

    /// <summary>A batch of a capture agent that cannot be read.</summary>
    public const string SensorBatch = "sensor_batch";

    /// <summary>Source of a record that no parser knows.</summary>
    public const string Unrecognised = "unrecognised";
}
