using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Soc.Grains.Tests.Escalation;

/// <summary>The other end of the channels: one by each name, which takes what it gets, or not.</summary>
internal sealed class Phones : HttpMessageHandler
{
    private readonly ConcurrentQueue<Call> _calls = new();

    /// <summary>What a channel answers; a good word when nothing is said here.</summary>
    public ConcurrentDictionary<string, HttpStatusCode> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>What arrived, each notice once.</summary>
    public Call[] Taken => [.. _calls.Where(c => c.IsTaken).DistinctBy(c => (c.Channel, c.Id))];

    public int Attempts(string channel) => _calls.Count(c => c.Channel == channel);

    /// <summary>Of one incident, in order: "new Anna".</summary>
    public string[] Of(string incident) => [.. Taken.Where(c => c.Incident == incident).Select(c => $"{c.Kind} {c.Who}")];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var channel = request.RequestUri!.Host.Split('.')[0];
        using var body = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        var (root, data) = (body.RootElement, body.RootElement.GetProperty("data"));
        var answer = Answers.GetValueOrDefault(channel, HttpStatusCode.OK);
        _calls.Enqueue(new Call(
            channel,
            root.GetProperty("id").GetString()!,
            root.GetProperty("type").GetString()!["soc.notice.".Length..],
            data.GetProperty("incidentId").GetString()!,
            data.GetProperty("who").GetString()!,
            data.GetProperty("title").GetString()!,
            data.GetProperty("text").GetString()!,
            data.TryGetProperty("acknowledgeLink", out var link) ? link.GetString() : null,
            answer == HttpStatusCode.OK));
        return new HttpResponseMessage(answer);
    }

    /// <summary>A message that came.</summary>
    public sealed record Call(string Channel, string Id, string Kind, string Incident, string Who, string Title, string Text, string? Link, bool IsTaken);
}
