using System.Text;
using Soc.Benchmarks.Lines;

namespace Soc.Benchmarks.EndToEnd;

/// <summary>One account whose password is guessed from a hosting address, with the right one in the end, as one request.</summary>
/// <param name="Post">The lines.</param>
/// <param name="ClientId">Whose account it is.</param>
/// <param name="Upn">The account, which is made for this.</param>
/// <param name="Ip">The attacker's address, which is nobody else's.</param>
internal sealed record Attack(HecPost Post, string ClientId, string Upn, string Ip)
{
    /// <summary>Users of the estate have lower numbers.</summary>
    private const int FirstVictim = 50_000_000;
    private const int FirstAttacker = 1_000_000;
    private const int Guesses = 14;

    /// <param name="number">From 0; clients take turns.</param>
    public static Attack Of(int number, int clients)
    {
        var user = FirstVictim + number;
        var ip = AddressBook.Attacker(FirstAttacker + number);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var text = new StringBuilder();
        SignInStep step = default;
        for (var i = 0; i <= Guesses; i++)
        {
            step = new SignInStep((number * (Guesses + 1)) + i, user % clients, user, now - ((Guesses - i) * 1_000), ip, "US", IsSuccess: i == Guesses, IsVpn: false);
            text.Append(EntraLines.Of(step)).Append('\n');
        }

        var post = new HecPost($"/services/collector/raw?sourcetype={EntraLines.Sourcetype}", step.Client, Encoding.UTF8.GetBytes(text.ToString()), IsGzip: false, Guesses + 1);
        return new Attack(post, step.ClientId, step.Upn, ip);
    }
}
