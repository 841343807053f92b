using Xunit;

namespace Soc.Capture.Tests.Support;

/// <summary>Tests that send through real interfaces run one after the other: they measure what is lost.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
#pragma warning disable CA1515 // xunit wants it public
public sealed class NetworkGroup
#pragma warning restore CA1515
{
    public const string Name = "network";
}
