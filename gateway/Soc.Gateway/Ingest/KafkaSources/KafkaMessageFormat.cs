namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>How records lie in a message.</summary>
internal enum KafkaMessageFormat
{
    /// <summary>JSON when it begins like JSON, as <see cref="Records"/>; else <see cref="Lines"/>.</summary>
    Auto = 1,
    /// <summary>JSON: the elements of the envelope {"records":[…]} or of an array, or each object by itself.</summary>
    Records = 2,
    /// <summary>A record a line.</summary>
    Lines = 3,
    /// <summary>JSON documents as they are: an array's elements each, an object always whole.</summary>
    Json = 4,
}
