using System.Globalization;
using System.Text.Json;
using Soc.Gateway.Endpoints;
using Soc.GrainInterfaces.Sensors;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Events;
using EventId = Soc.Model.Events.EventId;

namespace Soc.Gateway.Sensors;

/// <summary>What is said of a sensor: events of its client, see the detectors silent_sensor and deaf_sensor, and sentences for health.</summary>
internal static class SensorEvents
{
    // OCSF 6002: 3 Start, 4 Stop.
    private const int Started = 3;
    private const int Stopped = 4;

    public static SecurityEvent Of(StoredToken token, SensorNews news, long nowMs)
    {
        var begins = news.Kind is SensorNewsKind.Silent or SensorNewsKind.Deaf;
        var name = SensorDirectory.NameOf(token);
        return new SecurityEvent
        {
            Id = EventId.FromSourceId(token.Client, SensorBatches.Sourcetype, JsonSerializer.SerializeToUtf8Bytes($"{token.Id} {news.Id}")),
            Client = token.Client,
            Class = EventClass.ApplicationLifecycle,
            ActivityId = begins ? Stopped : Started,
            TimeMs = nowMs,
            ReceivedMs = nowMs,
            Source = "capture",
            SourceKind = news.Kind switch
            {
                SensorNewsKind.Silent => SensorEventKinds.Silent,
                SensorNewsKind.Back => SensorEventKinds.Back,
                SensorNewsKind.Deaf => SensorEventKinds.Deaf,
                _ => SensorEventKinds.Hears,
            },
            Severity = begins ? Severity.Medium : Severity.Informational,
            StatusCode = news.State.Length > 0 ? news.State : null,
            Message = Sentence(news),
            Reporter = name,
            Src = news.Kind is SensorNewsKind.Deaf or SensorNewsKind.Hears ? new EndpointSection { Zone = news.Interface.Length > 0 ? news.Interface : null } : null,
            Device = new DeviceSection { Uid = "sensor-" + token.Id, Hostname = name },
        };
    }

    public static IEnumerable<string> Problems(StoredToken token, SensorView view)
    {
        var who = $"The sensor '{SensorDirectory.NameOf(token)}' ({token.Id}) of client {token.Client}";
        if (view.Presence == SensorPresence.Silent)
        {
            yield return $"{who} is silent: look at the machine it runs on (systemctl status soc-capture), and at the network between.";
        }

        foreach (var deaf in view.Deaf)
        {
            yield return $"{who} hears nothing on {NameOf(deaf.Interface)} since {Wire.Time(deaf.SinceMs)} (it is {deaf.State}): look at the mirror port of the switch and at the cable.";
        }
    }

    private static string Sentence(SensorNews news)
    {
        var seconds = Math.Max(0, news.NoticedMs - news.SinceMs) / 1_000;
        return news.Kind switch
        {
            SensorNewsKind.Silent => string.Create(CultureInfo.InvariantCulture, $"Nothing was heard of the sensor for {seconds} seconds."),
            SensorNewsKind.Back when string.Equals(news.State, SensorNews.Revoked, StringComparison.Ordinal) => "The sensor was revoked, and nothing is expected of it any more.",
            SensorNewsKind.Back => "The sensor is heard again.",
            SensorNewsKind.Deaf => string.Create(CultureInfo.InvariantCulture, $"No frame reached {NameOf(news.Interface)} for {seconds / 60} minutes, and some did before; it is {news.State}."),
            _ when string.Equals(news.State, SensorNews.Removed, StringComparison.Ordinal) => $"The sensor does not capture on {NameOf(news.Interface)} any more.",
            _ => $"Frames reach {NameOf(news.Interface)} again.",
        };
    }

    private static string NameOf(string link) => link.Length > 0 ? link : "its interfaces";
}
