using System.Collections.Concurrent;
using System.Diagnostics;
using Soc.Simulator.Demo.Products;
using Soc.Simulator.Estate;
using Soc.Simulator.Stories;
using Soc.Simulator.Transport;

namespace Soc.Simulator.Demo.Acting;

/// <summary>What stories are acted out with: the API, people's keys, firewalls that poll, and the products that hold what was done.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private readonly DemoOptions _options;
    private readonly Screen _screen;
    private readonly Dictionary<Company, ApiClient> _people = [];
    private readonly Dictionary<Company, EdlPoller> _firewalls = [];

    private readonly ConcurrentDictionary<Company, int> _undone = [];

    private Stage(ApiClient api, DemoOptions options, DemoProducts products, Screen screen, TimeProvider time)
    {
        (Api, _options, Products, _screen, Time) = (api, options, products, screen, time);
    }

    /// <summary>With the right to see everything.</summary>
    public ApiClient Api { get; }

    public DemoProducts Products { get; }

    public TimeProvider Time { get; }

    /// <summary>Opens pages without any credential, as whoever has a link.</summary>
    public HttpClient Browser { get; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Gives each client's people and firewalls their credentials.</summary>
    public static async Task<Stage> OpenAsync(ApiClient api, DemoOptions options, DemoProducts products, Screen screen, TimeProvider time, CancellationToken cancellationToken)
    {
        var stage = new Stage(api, options, products, screen, time);
        foreach (var crew in Crew.All)
        {
            var tokens = $"/api/v1/clients/{crew.Company.Client}/tokens";
            var key = await api.PostAsync<ApiToken>(tokens, new { kind = "api", role = Crew.Role, name = crew.Decider }, cancellationToken);
            var feed = await api.PostAsync<ApiToken>(tokens, new { kind = "feed" }, cancellationToken);
            stage._people[crew.Company] = new ApiClient(options.Api, key.Secret);
            stage._firewalls[crew.Company] = new EdlPoller(options.Api, crew.Company.Client, feed.Secret, time);
        }

        return stage;
    }

    /// <summary>The API with the key of whoever decides at a client.</summary>
    public ApiClient PersonOf(Company company) => _people[company];

    public EdlPoller FirewallOf(Company company) => _firewalls[company];

    /// <summary>How many actions people undid as wrong.</summary>
    public int UndoneAt(Company company) => _undone.GetValueOrDefault(company);

    /// <summary>Messages about an entity of a client, such as "user anna@example.com".</summary>
    public ToldMessage[] MessagesAbout(Company company, string entity) =>
        [.. Products.Messages.All.Where(m => string.Equals(m.Client, company.Client, StringComparison.Ordinal) && m.IsAbout(entity))];

    public void Tell(IStory story, string verb, string text) => _screen.Step(story, verb, text);

    /// <summary>Says by the operation's own words what was done and how that is known.</summary>
    public void TellDone(IStory story, ApiOperation operation)
    {
        Tell(story, "act", $"{operation.Last("guards")?.Text ?? operation.Reason} By {operation.Connector}. {operation.Reason}");
        if (operation.Last("apply", "verify") is { } seen)
        {
            Tell(story, "verify", $"{operation.Connector}: {seen.Text} ({seen.Outcome})");
        }
    }

    /// <summary>Looks until there is something to see; null when there is not within the time.</summary>
    public async Task<T?> UntilAsync<T>(Func<Task<T?>> look, TimeSpan within, CancellationToken cancellationToken)
        where T : class
    {
        var from = Time.GetTimestamp();
        while (true)
        {
            if (await look() is { } seen)
            {
                return seen;
            }

            if (Time.GetElapsedTime(from) > within)
            {
                return null;
            }

            await Task.Delay(LookEvery, Time, cancellationToken);
        }
    }

    public Task<T?> UntilAsync<T>(Func<Task<T?>> look, CancellationToken cancellationToken)
        where T : class => UntilAsync(look, Within, cancellationToken);

    /// <summary>The same for what is or is not so.</summary>
    public async Task<bool> UntilAsync(Func<bool> isSo, CancellationToken cancellationToken) =>
        await UntilAsync(() => Task.FromResult(isSo() ? this : null), Within, cancellationToken) is not null;

    /// <summary>The newest operation against a target, once it stands in one of these statuses; null when it does not within the time.</summary>
    public Task<ApiOperation?> OperationAsync(SoughtOperation sought, TimeSpan within, CancellationToken cancellationToken) => UntilAsync(
        async () =>
        {
            var found = (await Api.OperationsAsync(sought.Company.Client, cancellationToken)).FirstOrDefault(sought.Fits);
            var operation = found is null ? null : await Api.FindAsync<ApiOperation>($"/api/v1/responses/{found.Id}", cancellationToken);
            return operation is not null && sought.Statuses.Contains(operation.Status, StringComparer.Ordinal) ? operation : null;
        },
        within,
        cancellationToken);

    public Task<ApiOperation?> OperationAsync(SoughtOperation sought, CancellationToken cancellationToken) => OperationAsync(sought, Within, cancellationToken);

    /// <summary>A person wants something of an operation ("undo", "release", "reject").</summary>
    public async Task WishAsync(IStory story, Company company, ApiOperation operation, string wish, string why, CancellationToken cancellationToken)
    {
        _ = await PersonOf(company).PostAsync<ApiOperation>($"/api/v1/responses/{operation.Id}/{wish}", new { why }, cancellationToken);
        if (wish is "undo")
        {
            _undone.AddOrUpdate(company, 1, (_, count) => count + 1);
        }

        Tell(story, "decide", $"{Crew.Of(company).Decider}: {wish} {operation.Action.Replace('_', ' ')} against {operation.Target.Key}. {why}");
    }

    public Task<ApiIncident?> IncidentAsync(string id, CancellationToken cancellationToken) => Api.FindAsync<ApiIncident>($"/api/v1/incidents/{id}", cancellationToken);

    /// <summary>Has an exported audit verified by the gateway's own command.</summary>
    /// <returns>Whether it holds, and the command's words.</returns>
    public async Task<(bool Holds, string Words)> VerifyAuditAsync(Company company, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_options.DemoDirectory, $"audit-{company.Client}.jsonl");
        var (lines, _) = await Api.TextAsync($"/api/v1/clients/{company.Client}/audit/export", cancellationToken);
        await File.WriteAllTextAsync(file, lines, cancellationToken);
        var start = new ProcessStartInfo("dotnet", [_options.GatewayDll, "audit", "verify", file]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var words = await process.StandardOutput.ReadToEndAsync(cancellationToken) + await errors;
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode == 0, words.Trim());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var firewall in _firewalls.Values)
        {
            await firewall.DisposeAsync();
        }

        foreach (var person in _people.Values)
        {
            person.Dispose();
        }

        Browser.Dispose();
    }
}
