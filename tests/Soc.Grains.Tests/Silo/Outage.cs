using Soc.GrainInterfaces.Storage;

namespace Soc.Grains.Tests.Silo;

/// <summary>A disk that is away while somebody says so.</summary>
internal sealed class Outage
{
    private volatile bool _isOn;

    /// <summary>Every write fails.</summary>
    public bool IsOn
    {
        get => _isOn;
        set => _isOn = value;
    }

    /// <summary>Writes that failed.</summary>
    public int Failures { get; private set; }

    /// <exception cref="IOException">It is on.</exception>
    public void Check()
    {
        if (_isOn)
        {
            Failures++;
            throw new IOException("The disk is away.");
        }
    }
}
