using Shouldly;
using Soc.Silo.Health;
using Xunit;

namespace Soc.Grains.Tests.Silo;

public sealed class IdleSilosTests
{
    [Fact]
    public void More_silos_than_partitions_are_said()
    {
        IdleSilos.Problem(silos: 3, partitions: 3).ShouldBeNull();
        IdleSilos.Problem(silos: 4, partitions: 3).ShouldNotBeNull().ShouldContain("1 read nothing");
    }
}
