using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.Network;

/// <summary>
/// What is usual of an amount that spans powers of ten: exponentially weighted mean and variance of its natural logarithm
/// (variance' = (1−α)·(variance + α·δ²), Finch 2009). The first samples weigh equally.
/// </summary>
[GenerateSerializer, Immutable, Alias("soc.LogBaseline"), StructLayout(LayoutKind.Auto)]
public readonly record struct LogBaseline
{
    /// <summary>Samples, saturating.</summary>
    [Id(0)] public byte Samples { get; init; }

    [Id(1)] public float Mean { get; init; }

    [Id(2)] public float Variance { get; init; }

    /// <summary>The usual amount.</summary>
    public double Usual => Math.Exp(Mean);

    public double Deviation => Math.Sqrt(Math.Max(0, Variance));

    /// <summary>The baseline after an amount of at least 1.</summary>
    /// <param name="alpha">Weight of a new sample once there are many.</param>
    public LogBaseline With(double amount, double alpha)
    {
        var x = Math.Log(Math.Max(1, amount));
        if (Samples == 0)
        {
            return new LogBaseline { Samples = 1, Mean = (float)x };
        }

        var a = Math.Max(alpha, 1.0 / (Samples + 1));
        var delta = x - Mean;
        return new LogBaseline
        {
            Samples = (byte)Math.Min(byte.MaxValue, Samples + 1),
            Mean = (float)(Mean + (a * delta)),
            Variance = (float)((1 - a) * (Variance + (a * delta * delta))),
        };
    }
}
