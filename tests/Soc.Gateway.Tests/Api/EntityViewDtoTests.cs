using Shouldly;
using Soc.Gateway.Endpoints;
using Soc.GrainInterfaces.Entities;
using Soc.Model.Entities;

namespace Soc.Gateway.Tests.Api;

public sealed class EntityViewDtoTests
{
    [Fact]
    public void A_device_is_shown_with_what_it_calls_itself() =>
        EntityViewDto.Of(new EntityView { Key = EntityKey.Device("demo", "02:00:00:00:00:aa"), Known = true, HostName = "pc-1" }).HostName.ShouldBe("pc-1");
}
