using Microsoft.Extensions.Options;
using Shouldly;
using Soc.Gateway.Ingest;
using Soc.Gateway.Ingest.Hec;
using Xunit;

namespace Soc.Gateway.Tests.Ingest.Hec;

public sealed class HecAckChannelsTests
{
    [Fact]
    public void The_channel_unused_longest_is_forgotten_first()
    {
        var channels = new HecAckChannels(Options.Create(new IngestOptions { MaxAckChannels = 2 }));
        channels.Next("t", "a");
        channels.Next("t", "b");
        channels.Next("t", "a");
        channels.Next("t", "c");
        channels.IsDurable("t", "a", 1).ShouldBeTrue();
        channels.IsDurable("t", "b", 0).ShouldBeFalse();
        channels.IsDurable("t", "c", 0).ShouldBeTrue();
        channels.IsDurable("other", "a", 0).ShouldBeFalse();
    }
}
