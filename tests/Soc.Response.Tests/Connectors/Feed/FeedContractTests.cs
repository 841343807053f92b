using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.Tests.Connectors.Contract;

namespace Soc.Response.Tests.Connectors.Feed;

/// <summary>What every connector keeps, with the engine's own block lists.</summary>
public sealed class FeedContractTests : ConnectorContract
{
    protected internal override string Id => "feed";

    protected override ContainmentAction Action => ContainmentAction.BlockAddress;

    protected override ContainmentTarget Target => new() { Kind = EntityKind.Address, Value = "203.0.113.7", Ip = "203.0.113.7" };

    protected override string Options => "{}";

    protected override string Right => "release some of them";

    protected override bool KnowsItsTargets => false;

    protected override bool SeesWhatOthersDid => false;

    protected override bool KnowsWhatWasNotAsked => false;

    internal override IFakeBackend MakeFake() => new FakeBlockLists(Time);

    private protected override ConnectorContext MakeContext() => new(() => new HttpClientHandler(), Time) { BlockLists = (FakeBlockLists)Backend };

    protected override ContainmentTarget TargetOf(ContainmentAction action) =>
        action == ContainmentAction.BlockDomain ? new ContainmentTarget { Kind = EntityKind.Domain, Value = "bad.example", Domain = "bad.example" } : Target;
}
