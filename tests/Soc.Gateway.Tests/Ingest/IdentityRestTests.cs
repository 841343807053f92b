using Shouldly;
using Soc.Gateway.Ingest.Identity;
using Xunit;

namespace Soc.Gateway.Tests.Ingest;

/// <summary>How often a directory that keeps learning is written.</summary>
public sealed class IdentityRestTests
{
    [Theory]
    [InlineData(0.001, 5)]
    [InlineData(0.3, 15)]
    [InlineData(60, 120)]
    public void ALongWrite_IsFollowedByALongerRest(double tookSeconds, double restSeconds) =>
        IdentityPersistence.RestAfter(TimeSpan.FromSeconds(tookSeconds)).TotalSeconds.ShouldBe(restSeconds, tolerance: 0.001);
}
