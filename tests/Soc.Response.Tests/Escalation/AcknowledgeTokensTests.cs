using CsCheck;
using Shouldly;
using Soc.Response.Escalation;
using Xunit;

namespace Soc.Response.Tests.Escalation;

public sealed class AcknowledgeTokensTests
{
    private static readonly AcknowledgeTokens Tokens = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    [Fact]
    public void A_token_says_for_whom_and_which_until_its_end()
    {
        var token = Tokens.Create("acme", "inc-1", "Änna Keller", untilMs: 1_000);
        Tokens.TryRead(token, 999, out var client, out var incident, out var who).ShouldBeTrue();
        (client, incident, who).ShouldBe(("acme", "inc-1", "Änna Keller"));
        Tokens.TryRead(token, 1_000, out _, out _, out _).ShouldBeFalse("it is over");
        Uri.EscapeDataString(token).ShouldBe(token, "it stands in a link as it is");
    }

    [Fact]
    public void Any_change_makes_it_none()
    {
        var token = Tokens.Create("acme", "inc-1", "anna", long.MaxValue);
        Gen.Select(Gen.Int[0, token.Length - 1], Gen.Char.AlphaNumeric).Sample((at, letter) =>
        {
            var changed = token[..at] + letter + token[(at + 1)..];
            if (Tokens.TryRead(changed, 0, out var client, out var incident, out var who))
            {
                // The last letters of base64 have bits that nobody reads.
                (client, incident, who).ShouldBe(("acme", "inc-1", "anna"));
            }
        });
        new AcknowledgeTokens(new byte[32]).TryRead(token, 0, out _, out _, out _).ShouldBeFalse("another installation's");
        foreach (var nonsense in (string?[])[null, "", ".", "a.", ".a", "!.!", new string('a', 5_000)])
        {
            Tokens.TryRead(nonsense, 0, out _, out _, out _).ShouldBeFalse();
        }
    }

    [Fact]
    public void What_could_be_read_as_something_else_is_refused()
    {
        Should.Throw<ArgumentException>(() => Tokens.Create("ac\nme", "inc-1", "anna", 1));
        Should.Throw<ArgumentException>(() => new AcknowledgeTokens(new byte[31]));
    }
}
