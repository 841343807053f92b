using CsCheck;
using Shouldly;
using Soc.Gateway.Endpoints;

namespace Soc.Gateway.Tests.Endpoints;

public sealed class CursorsTests
{
    [Fact]
    public void A_place_comes_back_and_only_for_its_list() => Gen.Select(Gen.String, Gen.String[1, 100], Gen.String).Sample((list, place, other) =>
    {
        // What no UTF-8 can carry is no place of ours.
        if (!place.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
        {
            var cursor = Cursors.Write(list, place);
            Cursors.TryRead(list, cursor, out var read).ShouldBeTrue();
            read.ShouldBe(place);
            Uri.EscapeDataString(cursor!).ShouldBe(cursor);
            Cursors.TryRead(list + "x" + other, cursor, out _).ShouldBeFalse();
            Cursors.TryRead(list, cursor![..^1], out _).ShouldBeFalse();
        }
    });

    [Fact]
    public void The_first_page_has_none_and_the_last_gives_none()
    {
        Cursors.Write("list", null).ShouldBeNull();
        Cursors.TryRead("list", null, out var place).ShouldBeTrue();
        place.ShouldBeNull();
    }
}
