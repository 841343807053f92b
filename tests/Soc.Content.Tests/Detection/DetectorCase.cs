using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Soc.Model.Entities;
using Soc.Model.Policies;

namespace Soc.Content.Tests.Detection;

/// <summary>A case of a detector as its file tells it.</summary>
/// <param name="Policy">The client's policy.</param>
/// <param name="Events">Events in log order.</param>
/// <param name="Expect">What is expected; empty: no signal at all.</param>
internal sealed record DetectorCase(ClientPolicy Policy, EnrichedEvent[] Events, ExpectedSignal[] Expect)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <exception cref="InvalidDataException">A line cannot be read; the message names it.</exception>
    public static DetectorCase Read(string path)
    {
        var policy = ClientPolicy.DefaultFor(CaseEventBuilder.Client);
        var events = new List<EnrichedEvent>();
        ExpectedSignal[]? expect = null;
        var repeats = new List<AuthoredEvent>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith("//", StringComparison.Ordinal))
            {
                continue;
            }

            try
            {
                var node = JsonNode.Parse(line)!.AsObject();
                if (node["policy"] is JsonObject written)
                {
                    written["client"] ??= CaseEventBuilder.Client;
                    policy = written.Deserialize<ClientPolicy>(Json)!;
                }
                else if (node["expect"] is { } expected)
                {
                    expect = expected.Deserialize<ExpectedSignal[]>(Json);
                }
                else
                {
                    var authored = node.Deserialize<AuthoredEvent>(Json)!;
                    if (authored.Repeat is not null)
                    {
                        repeats.Add(authored);
                        continue;
                    }

                    Flush(repeats, events);
                    events.Add(CaseEventBuilder.Build(authored, authored.T.ToUnixTimeMilliseconds(), events.Count + 1, events.Count == 0 ? 0 : events[^1].Event.ReceivedMs));
                }
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                throw new InvalidDataException($"{path}({number}): {e.Message}", e);
            }
        }

        Flush(repeats, events);
        var fires = Path.GetFileName(path).StartsWith("fires-", StringComparison.Ordinal);
        return fires && expect is not { Length: > 0 }
            ? throw new InvalidDataException($"{path}: a firing case ends with {{\"expect\":[…]}}.")
            : new DetectorCase(policy, [.. events], expect ?? []);
    }

    private static void Flush(List<AuthoredEvent> repeats, List<EnrichedEvent> events)
    {
        var written = repeats.SelectMany(a => Times(a).Select(t => (Authored: a, TimeMs: t))).OrderBy(x => x.TimeMs);
        foreach (var (authored, timeMs) in written)
        {
            events.Add(CaseEventBuilder.Build(authored, timeMs, events.Count + 1));
        }

        repeats.Clear();
    }

    private static IEnumerable<long> Times(AuthoredEvent a) =>
        Enumerable.Range(0, Math.Clamp(a.Repeat!.Times, 1, 10_000))
            .Select(i => a.T + i * a.Repeat.Every)
            .Where(t => !a.Repeat.Workdays || t.UtcDateTime.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .Select(t => t.ToUnixTimeMilliseconds());
}
