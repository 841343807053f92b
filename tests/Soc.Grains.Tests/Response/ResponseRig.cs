using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Shouldly;
using Soc.GrainInterfaces.Response;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Tests.Silo;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response;
using Soc.Response.Audit;
using Soc.Response.GuardRails;
using Soc.Response.Operations;
using Xunit;

namespace Soc.Grains.Tests.Response;

/// <summary>A real silo whose operations act on a product that is none, on stores that fail when told to.</summary>
internal sealed class ResponseRig : IDisposable
{
    public static readonly ResponseActor Anna = new("anna", ResponseRole.Responder);

    private static readonly OperationTimes Fast = new() { CallMs = 300, CallDeadlineMs = 500, VerifyPauseMs = 10, MaxVerifyPauseMs = 50, RevertPauseMs = 10, MaxRevertPauseMs = 50 };

    private readonly string _folder = Directory.CreateTempSubdirectory("soc-response-").FullName;

    public FakeProduct Product { get; init; } = new();

    public RecordedNotices Notices { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where this silo's operations are, when another silo's are there as well.</summary>
    public ResponseRig? SharedWith { get; init; }

    /// <summary>Of the silo that started last.</summary>
    public KillingStore Store { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static OperationProposal Block(string id, string address) => new()
    {
        OperationId = id,
        Client = Make.Client,
        Action = ContainmentAction.BlockAddress,
        Target = new ContainmentTarget { Kind = EntityKind.Address, Value = address, Ip = address },
        DurationMs = 1_500,
        Connector = FakeProduct.Name,
        ProposedBy = ResponseActor.Engine,
        RuleId = "night",
    };

    public static string KeyOf(OperationProposal proposal) => ResponseKey.Operation(proposal.Client, proposal.OperationId).ToString();

    public static IResponseGrain Of(Engine engine, OperationProposal proposal) => engine.Grains.GetGrain<IResponseGrain>(KeyOf(proposal));

    public static IResponseLimitsGrain Limits(Engine engine) => engine.Grains.GetGrain<IResponseLimitsGrain>(ResponseKey.Limits(Make.Client).ToString());

    /// <summary>Whoever proposes comes again when it is not known what became of it.</summary>
    public static async Task<OperationAnswer> ProposeAsync(Engine engine, OperationProposal proposal)
    {
        OperationAnswer? answer = null;
        await Engine.UntilAsync(
            async () =>
            {
                try
                {
                    answer = await Of(engine, proposal).ProposeAsync(proposal, Cancel);
                    return true;
                }
                catch (EntityConflictException)
                {
                    return false;
                }
            },
            "it is proposed");
        return answer!;
    }

    /// <summary>Looking at it brings it back to life, as its reminder does within a minute.</summary>
    public static Task DoneAsync(Engine engine, OperationProposal proposal, OperationStatus status) => Engine.UntilAsync(
        async () => await Of(engine, proposal).GetAsync(Cancel) is { } state && state.Status == status && OperationEffects.Of(state).IsDone,
        $"{proposal.OperationId} is {status} and all is told");

    /// <summary>All of the client's audit, which holds, and has all of each operation once and in order.</summary>
    public static async Task<AuditRecord[]> AuditAsync(Engine engine)
    {
        var audit = engine.Grains.GetGrain<IResponseAuditGrain>(ResponseKey.Audit(Make.Client).ToString());
        var all = new List<AuditRecord>();
        while (await audit.ReadAsync(all.Count + 1, Cancel) is { Length: > 0 } page)
        {
            all.AddRange(page);
        }

        AuditChain.Verify([.. all]).ShouldBeNull();
        foreach (var of in all.GroupBy(a => a.OperationId, StringComparer.Ordinal))
        {
            of.Select(a => a.Event.Number).ShouldBe(Enumerable.Range(1, of.Count()), "all of it, once, in order");
        }

        return [.. all];
    }

    public Task<Engine> StartAsync() => Engine.StartAsync(_folder, services =>
    {
        services.Replace(ServiceDescriptor.Singleton<IConnectorRoster>(Product));
        services.Replace(ServiceDescriptor.Singleton<IOperationNotices>(Notices));
        services.Replace(ServiceDescriptor.Singleton(Fast));
        services.Replace(ServiceDescriptor.Singleton(Time));
        services.Replace(ServiceDescriptor.Singleton<IGuardRulesSource>(new GenerousRules()));
        services.Replace(ServiceDescriptor.Singleton(s =>
        {
            var own = s.GetRequiredService<IEntityStore>();
            return new PromiseStore(Store = new KillingStore(SharedWith is { } other ? new SharedStore(own, other.Store) : own));
        }));
    });
}
