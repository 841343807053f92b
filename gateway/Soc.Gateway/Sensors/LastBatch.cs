namespace Soc.Gateway.Sensors;

/// <summary>What was taken last of a sensor.</summary>
internal sealed class LastBatch
{
    /// <summary>Hexadecimal digits; null when nothing is known.</summary>
    public string? Epoch { get; set; }

    public ulong Number { get; set; }
}
