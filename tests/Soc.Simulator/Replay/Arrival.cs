using System.Globalization;
using Soc.Simulator.Transport;

namespace Soc.Simulator.Replay;

/// <summary>What became of records at a client: its funnel before and after.</summary>
internal sealed class Arrival : IDisposable
{
    private static readonly TimeSpan AppliedWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan TokenLives = TimeSpan.FromDays(1);

    private readonly ApiClient _api;
    private readonly string _client;
    private readonly TimeProvider _time;
    private readonly ApiFunnel _before;

    private Arrival(ApiClient api, string client, TimeProvider time, ApiFunnel before)
    {
        _api = api;
        _client = client;
        _time = time;
        _before = before;
    }

    /// <exception cref="ApiException">There is no such client, or the key may not see it.</exception>
    public static async Task<Arrival> BeginAsync(ApiClient api, string client, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            var before = await api.FindAsync<ApiFunnel>(FunnelOf(client), cancellationToken)
                ?? throw new ApiException($"There is no client '{client}'. './soc up' makes 'demo'; others are made with PUT /api/v1/clients/{Uri.EscapeDataString(client)}.");
            return new Arrival(api, client, time, before);
        }
        catch
        {
            api.Dispose();
            throw;
        }
    }

    /// <summary>A HEC token of the client, for a day.</summary>
    public async Task<string> IssueTokenAsync(CancellationToken cancellationToken)
    {
        var expires = (_time.GetUtcNow() + TokenLives).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return (await _api.PostAsync<ApiToken>($"/api/v1/clients/{Uri.EscapeDataString(_client)}/tokens", new { kind = "hec", expires }, cancellationToken)).Secret;
    }

    /// <summary>Waits until all is applied.</summary>
    /// <returns>What became of it, in words.</returns>
    /// <exception cref="ApiException">Nothing of it came to this client.</exception>
    public async Task<string> TellAsync(long sent, CancellationToken cancellationToken)
    {
        var from = _time.GetTimestamp();
        long backlog;
        while ((backlog = (await _api.GetAsync<ApiHealth>("/health/ready", cancellationToken)).Backlog) > 0 && _time.GetElapsedTime(from) < AppliedWithin)
        {
            await Task.Delay(LookEvery, _time, cancellationToken);
        }

        var after = await _api.GetAsync<ApiFunnel>(FunnelOf(_client), cancellationToken);
        if (sent > 0 && after.Records == _before.Records && backlog == 0)
        {
            throw new ApiException($"None of it came to client '{_client}': SOC_HEC_TOKEN belongs to another client, whose records they now are. Unset it, and a token of '{_client}' is made.");
        }

        var sources = after.BySource
            .Select(row => (row.Source, row.Outcome, Records: row.Records - _before.BySource.Where(b => b.Source == row.Source && b.Outcome == row.Outcome).Sum(b => b.Records)))
            .Where(row => row.Records > 0)
            .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Source} {row.Outcome} {row.Records:N0}"));
        var waiting = backlog > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {backlog:N0} entries still wait") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Client {_client}: {after.Records - _before.Records:N0} records → {after.Events - _before.Events:N0} events → {after.Signals - _before.Signals:N0} signals → {after.Incidents - _before.Incidents:N0} new incidents ({string.Join(", ", sources)}){waiting}.");
    }

    public void Dispose() => _api.Dispose();

    private static string FunnelOf(string client) => $"/api/v1/clients/{Uri.EscapeDataString(client)}/funnel";
}
