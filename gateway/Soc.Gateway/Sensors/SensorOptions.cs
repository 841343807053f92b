using Soc.GrainInterfaces.Sensors;

namespace Soc.Gateway.Sensors;

/// <summary>Configuration section "Soc:Sensors": where capture agents enrol and deliver.</summary>
public sealed record SensorOptions
{
    public const string Section = "Soc:Sensors";

    /// <summary>False: no port is opened for sensors.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Port, always TLS; null: ten above that of the API (8090); 0 picks a free one.</summary>
    public int? Port { get; init; }

    /// <summary>
    /// Directory of the authority's key and certificate and of the sensors' configurations; "sensors" in the data directory when empty. Made at the
    /// first start. Several gateways share one directory, such as a volume that all of them mount.
    /// </summary>
    public string Directory { get; init; } = "";

    /// <summary>Names and addresses that sensors reach this gateway by, besides this machine's own.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>How long a sensor's certificate lasts, hours, 1 to 720; it is renewed at two thirds.</summary>
    public int CertificateHours { get; init; } = 72;

    /// <summary>How long an enrolment token may be used, minutes, 1 to 10,080.</summary>
    public int TokenMinutes { get; init; } = 60;

    /// <summary>A sensor that says nothing for so long raises a finding, seconds, 20 to 86,400.</summary>
    public int SilentAfterSeconds { get; init; } = 120;

    /// <summary>An interface that frames reached before and that none reaches for so long raises a finding, seconds, 60 to 604,800.</summary>
    public int DeafAfterSeconds { get; init; } = 900;

    internal SensorPatience Patience => new(SilentAfterSeconds * 1_000L, DeafAfterSeconds * 1_000L);

    /// <exception cref="InvalidOperationException">The settings make no sense; the message says what to change.</exception>
    public void Check()
    {
        if (Port is < 0 or > 65_535)
        {
            throw new InvalidOperationException($"{Section}:Port is {Port}: give a port, 1 to 65535 (0 picks a free one).");
        }

        Range(CertificateHours, 1, 720, nameof(CertificateHours));
        Range(TokenMinutes, 1, 10_080, nameof(TokenMinutes));
        Range(SilentAfterSeconds, 20, 86_400, nameof(SilentAfterSeconds));
        Range(DeafAfterSeconds, 60, 604_800, nameof(DeafAfterSeconds));
    }

    private static void Range(int value, int least, int most, string name)
    {
        if (value < least || value > most)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"{Section}:{name} is {value}: use {least} to {most}."));
        }
    }
}
