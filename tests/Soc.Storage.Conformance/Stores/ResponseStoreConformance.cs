using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Entities;
using Soc.Model.Escalation;
using Soc.Model.Incidents;
using Soc.Model.Response;

namespace Soc.Storage.Conformance.Stores;

/// <summary>What every store of operations and escalations promises.</summary>
public abstract class ResponseStoreConformance
{
    private const string Client = "acme";
    private const string Other = "umbra";
    private const long StartMs = 1_760_000_000_000;

    protected abstract IResponseStore Store { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnOperation_ComesBackWhole_ByItsId()
    {
        var row = Operation(1) with { ApprovedBy = ["lena", "tom"], EndedBy = "engine", IsUndone = true, BeganMs = 5, EnforcedMs = 6, UntilMs = 7, EndedMs = 8, StartByMs = 9, ChangedMs = 10 };
        await Store.WriteAsync(row, Cancel);
        (await Store.ReadAsync(row.OperationId, Cancel)).ShouldBeEquivalentTo(row);
        (await Store.ReadAsync("op-9", Cancel)).ShouldBeNull();
        await Store.WriteAsync(Operation(2, Other), Cancel);
        (await Store.ReadAsync("op-002", Cancel))!.Client.ShouldBe(Other, "whose it is, is for the caller to check");
    }

    [Fact]
    public async Task AnOlderOperation_NeverReplacesANewer_AndTheSameAgainChangesNothing()
    {
        var row = Operation(1) with { Number = 5, Status = OperationStatus.Enforced };
        await Store.WriteAsync(row, Cancel);
        await Store.WriteAsync(row with { Number = 4, Status = OperationStatus.Executing }, Cancel);
        await Store.WriteAsync(row with { Reason = "of the same number" }, Cancel);
        (await Store.ReadAsync(row.OperationId, Cancel)).ShouldBeEquivalentTo(row);

        var newer = row with { Number = 6, Status = OperationStatus.RolledBack };
        await Store.WriteAsync(newer, Cancel);
        (await Store.ReadAsync(row.OperationId, Cancel)).ShouldBeEquivalentTo(newer);
        (await ListAsync(All())).ShouldBe(["op-001"]);
        (await ListAsync(All() with { Statuses = [OperationStatus.Enforced] })).ShouldBeEmpty("it stands elsewhere now");
    }

    [Fact]
    public async Task AnIdThatAnotherClientHas_IsNotTakenFromIt()
    {
        await Store.WriteAsync(Operation(1), Cancel);
        await Store.WriteAsync(Operation(1, Other) with { Number = 99 }, Cancel);
        (await Store.ReadAsync("op-001", Cancel))!.Client.ShouldBe(Client);
        (await ListAsync(All() with { Client = Other })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Operations_AreListedByStatusIncidentAndTime_OfOneClient()
    {
        foreach (var i in Enumerable.Range(1, 12))
        {
            await Store.WriteAsync(Operation(i) with { Status = i % 3 == 0 ? OperationStatus.Denied : i % 3 == 1 ? OperationStatus.Enforced : OperationStatus.Ended }, Cancel);
        }

        await Store.WriteAsync(Operation(50, Other) with { Status = OperationStatus.Denied }, Cancel);
        (await ListAsync(All())).ShouldBe([.. Enumerable.Range(1, 12).Reverse().Select(Id)]);
        (await ListAsync(All() with { Statuses = [OperationStatus.Denied] })).ShouldBe([Id(12), Id(9), Id(6), Id(3)]);
        (await ListAsync(All() with { Statuses = [OperationStatus.Denied, OperationStatus.Ended] })).Count.ShouldBe(8);
        (await ListAsync(All() with { IncidentId = "inc-1" })).ShouldBe([Id(11), Id(9), Id(7), Id(5), Id(3), Id(1)]);
        (await ListAsync(All() with { IncidentId = "inc-1", Statuses = [OperationStatus.Denied] })).ShouldBe([Id(9), Id(3)]);
        (await ListAsync(All() with { IncidentId = "inc-9" })).ShouldBeEmpty();
        (await ListAsync(All() with { FromMs = AtMs(3), ToMs = AtMs(6) })).ShouldBe([Id(5), Id(4), Id(3)], "from is in, to is not");
        (await ListAsync(All() with { Client = Other })).ShouldBe([Id(50)]);
        (await ListAsync(All() with { Client = "nobody" })).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(25)]
    public async Task Pages_GiveEachOnce_AlsoOfTheSameMoment(int limit)
    {
        foreach (var i in Enumerable.Range(1, 25))
        {
            await Store.WriteAsync(Operation(i) with { ProposedMs = StartMs + (i / 10) }, Cancel);
        }

        var expected = Enumerable.Range(1, 25).GroupBy(i => i / 10).OrderByDescending(g => g.Key).SelectMany(g => g.Order()).Select(Id).ToArray();
        (await ListAsync(All() with { Limit = limit })).ShouldBe(expected);
        (await ListAsync(All() with { Limit = limit, ToMs = StartMs + 2 })).ShouldBe(expected[6..]);
    }

    [Fact]
    public async Task AnOperationWithoutIncident_AndOneWithOddNames_AreKept()
    {
        var odd = Operation(1) with { OperationId = "op/1'\"%:ü", Proposal = Operation(1).Proposal with { IncidentId = null, Reason = "a/b\0'c" } };
        await Store.WriteAsync(odd, Cancel);
        (await Store.ReadAsync(odd.OperationId, Cancel)).ShouldBeEquivalentTo(odd);
        (await ListAsync(All())).ShouldBe([odd.OperationId]);
        (await ListAsync(All() with { IncidentId = "inc-1" })).ShouldBeEmpty();
    }

    [Fact]
    public async Task OfManyWritersOfOneRow_TheNewestStands()
    {
        await Task.WhenAll(Enumerable.Range(1, 16).Select(i => Store.WriteAsync(Operation(1) with { Number = i, Reason = $"step {i}" }, Cancel).AsTask()));
        (await Store.ReadAsync("op-001", Cancel))!.Reason.ShouldBe("step 16");
        await Task.WhenAll(Enumerable.Range(1, 16).Select(i => Store.WriteAsync(Escalated(1) with { Number = i, Notices = i }, Cancel).AsTask()));
        (await Store.ReadEscalationAsync(Client, "inc-001", Cancel))!.Notices.ShouldBe(16);
    }

    [Fact]
    public async Task AnEscalation_ComesBackWhole_OfItsClientOnly()
    {
        var row = Escalated(1) with { ToldMs = 1, AcknowledgedMs = 2, AcknowledgedBy = "lena", OverMs = 3, Notices = 4 };
        await Store.WriteAsync(row, Cancel);
        await Store.WriteAsync(row with { Client = Other, Notices = 9 }, Cancel);
        (await Store.ReadEscalationAsync(Client, row.IncidentId, Cancel)).ShouldBe(row);
        (await Store.ReadEscalationAsync(Other, row.IncidentId, Cancel))!.Notices.ShouldBe(9);
        (await Store.ReadEscalationAsync(Client, "inc-9", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task AnOlderEscalation_NeverReplacesANewer_AndItStandsInOnePlace()
    {
        var row = Escalated(5) with { Number = 5 };
        await Store.WriteAsync(row, Cancel);
        await Store.WriteAsync(row with { Number = 4, DetectedAtMs = AtMs(1) }, Cancel);
        await Store.WriteAsync(row with { Notices = 7 }, Cancel);
        (await Store.ReadEscalationAsync(Client, row.IncidentId, Cancel)).ShouldBe(row);

        // The incident took in an older one.
        var moved = row with { Number = 6, DetectedAtMs = AtMs(2) };
        await Store.WriteAsync(moved, Cancel);
        (await Store.EscalationsAsync(Client, 0, long.MaxValue, 10, null, Cancel)).Items.ShouldBe([moved]);
        (await Store.EscalationsAsync(Client, AtMs(5), long.MaxValue, 10, null, Cancel)).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(25)]
    public async Task Escalations_AreListedByDetection_TheOldestFirst_AlsoOfTheSameMoment(int limit)
    {
        foreach (var i in Enumerable.Range(1, 25).Reverse())
        {
            await Store.WriteAsync(Escalated(i) with { DetectedAtMs = StartMs + (i / 10) }, Cancel);
        }

        await Store.WriteAsync(Escalated(99, Other) with { DetectedAtMs = StartMs + 1 }, Cancel);
        (await ToldAsync(0, long.MaxValue, limit)).ShouldBe([.. Enumerable.Range(1, 25).Select(i => $"inc-{i:000}")]);
        (await ToldAsync(StartMs + 1, StartMs + 2, limit)).ShouldBe([.. Enumerable.Range(10, 10).Select(i => $"inc-{i:000}")], "from is in, to is not");
        (await ToldAsync(StartMs + 3, long.MaxValue, limit)).ShouldBeEmpty();
    }

    private static OperationQuery All() => new(Client, [], null, 0, long.MaxValue, 5, null);

    private static long AtMs(int i) => StartMs + (i * 1000);

    private static string Id(int i) => $"op-{i:000}";

    private static OperationRow Operation(int i, string client = Client) => new()
    {
        OperationId = Id(i),
        Client = client,
        Number = 1,
        Status = OperationStatus.Proposed,
        Reason = "It was asked for.",
        ProposedMs = AtMs(i),
        ApprovalHash = "00ff",
        Proposal = new OperationProposal
        {
            OperationId = Id(i),
            Client = client,
            Action = ContainmentAction.ResetConnection,
            Target = new ContainmentTarget { Kind = EntityKind.Address, Value = "203.0.113.7", Ip = "203.0.113.7", Connection = new TargetConnection("10.0.0.5", 5, "203.0.113.7", 443) },
            DurationMs = 3_600_000,
            Connector = "feed",
            ProposedBy = ResponseActor.Engine,
            AskedFor = [new ResponseActor("Jürg", ResponseRole.Analyst)],
            RuleId = "night",
            IncidentId = $"inc-{i % 2}",
            EvidenceIds = ["s-1"],
            Reason = "Beacon to a listed address.",
            IsReversible = true,
        },
    };

    private static EscalationRow Escalated(int i, string client = Client) => new()
    {
        Client = client,
        IncidentId = $"inc-{i:000}",
        Number = 1,
        Phase = EscalationPhase.Waiting,
        Decision = EscalationDecision.Wake,
        DetectedAtMs = AtMs(i),
    };

    private async Task<List<string>> ListAsync(OperationQuery query)
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Store.QueryAsync(query with { Cursor = cursor }, Cancel);
            page.Items.Count.ShouldBeLessThanOrEqualTo(query.Limit);
            seen.AddRange(page.Items.Select(o => o.OperationId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return seen;
    }

    private async Task<List<string>> ToldAsync(long fromMs, long toMs, int limit)
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Store.EscalationsAsync(Client, fromMs, toMs, limit, cursor, Cancel);
            page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            seen.AddRange(page.Items.Select(e => e.IncidentId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return seen;
    }
}
