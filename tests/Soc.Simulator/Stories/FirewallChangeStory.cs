using Soc.Simulator.Demo.Acting;
using Soc.Simulator.Demo.Products;
using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>
/// Story 14, live: somebody guesses a password at two clients, from one address. The studio agreed that its firewall bans such an address for a time, and
/// so it does, until the time is over; the lawyers want to be asked, and say no. What nobody may ever touch stays untouched, though a person asks for it.
/// </summary>
internal sealed class FirewallChangeStory(ulong seed) : IStory
{
    private const int Failures = 12;
    private const string Ban = "fortigate_ban";
    private const string Feed = "feed";
    private const string Block = "block_address";
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(Agreements.BriefMinutes + 0.75);
    private static readonly string Far = Place.Hetzner.Ip(77);

    private readonly Person _designer = Workforce.Of(seed).First(p => p.Company == Company.Atelier && p.Number == 10);
    private readonly Person _lawyer = Workforce.Of(seed).First(p => p.Company == Company.Kanzlei && p.Number == 10);
    private readonly Proof _proof = new();
    private long _liveMs;

    public int Number => 14;

    public string Title => "Remediation";

    public string Expected => "firewall bans the address where agreed, verified, and it ends by itself; asked first and not done where not; protected and own addresses refused, which the audit shows";

    public IReadOnlyList<Person> People => [_designer, _lawyer];

    public bool Tells(ApiIncident incident) => incident.LastSeen.ToUnixTimeMilliseconds() >= _liveMs - Clock.HourMs && _liveMs > 0 && ((IStory)this).IsOfItsCast(incident);

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs) => [];

    public IEnumerable<RawRecord> LiveRecords(long nowMs)
    {
        _liveMs = nowMs;
        var stranger = new Entra.Options { App = "Office 365 Exchange Online", MfaMethod = null, Managed = false, Os = "Linux", Browser = "Firefox 131.0", UserAgent = "python-requests/2.32" };
        foreach (var person in People)
        {
            for (var i = 0; i < Failures; i++)
            {
                yield return Entra.SignIn(person, nowMs - (3 * Clock.MinuteMs) + (i * 7 * Clock.SecondMs), Place.Hetzner, Far, stranger with { ErrorCode = 50126, FailureReason = "Error validating credentials due to invalid username or password." });
            }

            yield return Entra.SignIn(person, nowMs - Clock.MinuteMs, Place.Hetzner, Far, stranger);
        }
    }

    public Task ActAsync(Stage stage, CancellationToken cancellationToken) =>
        Task.WhenAll(WhereAgreedAsync(stage, cancellationToken), WhereNotAsync(stage, cancellationToken), NeverAsync(stage, cancellationToken));

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(People.Select(p => Findings.OfAsync(api, p, _liveMs - Clock.HourMs, cancellationToken)));
        var incidents = found.SelectMany(i => i).ToArray();
        return Findings.Outcome(_proof.IsWhole, $"{Findings.InWords(incidents)}; {_proof.Words}", incidents);
    }

    private async Task WhereAgreedAsync(Stage stage, CancellationToken cancellationToken)
    {
        var company = Company.Atelier;
        var (fortigate, poller) = (stage.Products.Firewalls[company], stage.FirewallOf(company));
        var banned = await stage.OperationAsync(Sought(company, Ban, "enforced"), cancellationToken);
        if (!_proof.Shows(banned is not null && fortigate.UntilSecondsOf(Far) > 0, "banned at Atelier's firewall"))
        {
            return;
        }

        stage.TellDone(this, banned!);
        await stage.UntilAsync(() => poller.LineOf(Far) is not null, cancellationToken);
        if (_proof.Shows(poller.LineOf(Far) is not null, "in its list"))
        {
            stage.Tell(this, "verify", $"the list that Atelier's other firewalls poll has \"{poller.LineOf(Far)}\"");
        }

        var over = await stage.OperationAsync(Sought(company, Ban, "rolled_back", "ended"), EndsWithin, cancellationToken);
        var off = await stage.OperationAsync(Sought(company, Feed, "rolled_back", "ended"), EndsWithin, cancellationToken);
        await stage.UntilAsync(() => poller.LineOf(Far) is null, cancellationToken);
        var isGone = fortigate.UntilSecondsOf(Far) is null && fortigate.KeepsItsOwn && poller.LineOf(Far) is null;
        if (_proof.Shows(over is { EndedBy: "engine" } && off is { EndedBy: "engine" } && isGone, "both over by themselves"))
        {
            stage.Tell(this, "undo", $"its time is over: {over!.StatusReason} Neither the firewall nor the list has {Far} any more; the administrator's own ban stays.");
        }
    }

    private async Task WhereNotAsync(Stage stage, CancellationToken cancellationToken)
    {
        var company = Company.Kanzlei;
        var asked = await stage.OperationAsync(Sought(company, Ban, "awaiting_approval"), cancellationToken);
        var told = await stage.UntilAsync(() => Task.FromResult(stage.MessagesAbout(company, $"user {_lawyer.Upn}").FirstOrDefault(m => m.IsNew)), cancellationToken);
        if (!_proof.Shows(asked is not null && told is not null, "asked first at Kanzlei"))
        {
            return;
        }

        stage.Tell(this, "tell", $"{told!.Who} is asked: \"{told.Title}\"");
        foreach (var connector in (string[])[Ban, Feed])
        {
            if (await stage.OperationAsync(Sought(company, connector, "awaiting_approval"), cancellationToken) is { } waiting)
            {
                await stage.WishAsync(this, company, waiting, "reject", "We settle it with the user first.", cancellationToken);
            }
        }

        var rejected = await stage.OperationAsync(Sought(company, Ban, "rejected"), cancellationToken);
        var operations = await stage.Api.OperationsAsync(company.Client, cancellationToken);
        _proof.Shows(
            rejected is not null && operations.All(o => o.EnforcedAt is null) && !stage.Products.Firewalls[company].WasEverBanned(Far) && stage.FirewallOf(company).Lines.Count == 0,
            "not done there");
    }

    /// <summary>A person asks for what the client's guard rails forbid.</summary>
    private async Task NeverAsync(Stage stage, CancellationToken cancellationToken)
    {
        var company = Company.Atelier;
        foreach (var (address, what) in ((string, string)[])[(company.OfficeIp, "its own address refused"), (Agreements.ProtectedAddress, "a protected one refused")])
        {
            var proposal = new { client = company.Client, action = Block, target = new { kind = "address", key = address }, minutes = 10, connector = Ban, reason = "Many failed sign-ins come from there." };
            var made = await stage.PersonOf(company).PostAsync<ApiOperation>("/api/v1/responses", proposal, cancellationToken);
            var denied = await stage.OperationAsync(Sought(company, Ban, "denied") with { Target = address }, cancellationToken);
            var refusal = await stage.UntilAsync(() => RefusalAsync(stage, made.Id, cancellationToken), cancellationToken);
            if (_proof.Shows(denied is not null && refusal is not null && !stage.Products.Firewalls[company].WasEverBanned(address), what))
            {
                stage.Tell(this, "decide", $"{Crew.Of(company).Decider} wants {address} banned; the guard rails refuse, and the audit has it: \"{refusal}\"");
            }
        }
    }

    private static SoughtOperation Sought(Company company, string connector, params string[] statuses) => new(company, Block, Far, statuses) { Connector = connector };

    /// <summary>What the guard rail said, from the audit.</summary>
    private static async Task<string?> RefusalAsync(Stage stage, string operation, CancellationToken cancellationToken)
    {
        var records = await stage.Api.GetAsync<ApiPage<ApiAuditRecord>>($"/api/v1/clients/{Company.Atelier.Client}/audit?limit=500", cancellationToken);
        return records.Items
            .Where(r => string.Equals(r.Operation, operation, StringComparison.Ordinal) && r.Event.Status is "denied")
            .SelectMany(r => r.Event.Checks)
            .FirstOrDefault(c => !c.Passed)?.Text;
    }
}
