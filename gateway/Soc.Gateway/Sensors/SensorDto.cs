using Soc.Gateway.Endpoints;
using Soc.GrainInterfaces.Sensors;
using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Sensors;

/// <summary>A sensor as the API shows it.</summary>
/// <param name="Status">"connected", "silent", or "unknown" since it was looked after anew.</param>
/// <param name="Heard">When anything was heard of it, by whichever gateway.</param>
/// <param name="Gateway">The gateway that it is connected to; null for none.</param>
/// <param name="ClockSkewMs">Its clock minus its gateway's.</param>
/// <param name="Figures">What it says of itself, running totals since its start.</param>
/// <param name="LossPercent">Of the frames that reached its interfaces, those that the kernel dropped.</param>
/// <param name="HearsNothing">Interfaces that frames reached before, and that none reaches now.</param>
public sealed record SensorDto(
    string Id,
    string Name,
    string Client,
    string Status,
    string? Heard,
    string? Gateway,
    long ClockSkewMs,
    string Version,
    long ConfigurationVersion,
    bool ResetsEnabled,
    double LossPercent,
    IReadOnlyDictionary<string, long> Figures,
    IReadOnlyList<string> Problems,
    IReadOnlyList<SensorDeafnessDto> HearsNothing)
{
    internal static SensorDto Of(StoredToken token, SensorView view)
    {
        var status = view.Status;
        var figures = status.Figures.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        var (drops, frames) = (figures.GetValueOrDefault("kernel_drops"), figures.GetValueOrDefault("frames"));
        return new SensorDto(
            token.Id,
            SensorDirectory.NameOf(token),
            token.Client,
            view.Presence switch { SensorPresence.Heard => "connected", SensorPresence.Silent => "silent", _ => "unknown" },
            view.HeardMs == 0 ? null : Wire.Time(view.HeardMs),
            view.Gateway,
            status.ClockSkewMs,
            status.Version,
            status.ConfigurationVersion,
            status.ResetsEnabled,
            frames + drops == 0 ? 0 : Math.Round(100.0 * drops / (frames + drops), 3),
            figures,
            status.Problems,
            [.. view.Deaf.Select(d => new SensorDeafnessDto(d.Interface, Wire.Time(d.SinceMs), d.State))]);
    }
}
