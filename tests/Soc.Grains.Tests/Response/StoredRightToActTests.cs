using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Policies;
using Soc.Silo.Response;
using Xunit;

namespace Soc.Grains.Tests.Response;

/// <summary>Rules act while whoever agreed them may.</summary>
public sealed class StoredRightToActTests : ITokenStore
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(Make.Morning));
    private StoredToken[] _tokens = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask<IReadOnlyList<StoredToken>> ReadAllAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<StoredToken>>(_tokens);

    public ValueTask WriteAsync(StoredToken token, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> DisableAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

    [Fact]
    public async Task A_right_that_is_taken_away_counts_within_seconds()
    {
        var right = new StoredRightToAct(this, _time);
        _tokens = [Key("anna", "read", "write", "respond"), Key("boss", "admin"), Key("ben", "write") with { ExpiresMs = 0 }, Key("old", "respond") with { ExpiresMs = Make.Morning }];
        (await right.ProblemAsync(By("anna"), Cancel)).ShouldBeNull();
        (await right.ProblemAsync(By("boss"), Cancel)).ShouldBeNull();
        (await right.ProblemAsync(By("ben"), Cancel)).ShouldNotBeNull().ShouldContain("may not act any more");
        (await right.ProblemAsync(By("old"), Cancel)).ShouldNotBeNull().ShouldContain("is over");
        (await right.ProblemAsync(By("gone"), Cancel)).ShouldNotBeNull().ShouldContain("not known");
        _tokens[0] = _tokens[0] with { Disabled = true };
        _time.Advance(TimeSpan.FromSeconds(11));
        (await right.ProblemAsync(By("anna"), Cancel)).ShouldNotBeNull().ShouldContain("was revoked");
    }

    [Fact]
    public async Task Where_it_cannot_be_asked_the_right_at_saving_counts()
    {
        var right = new StoredRightToAct(this, _time);
        (await right.ProblemAsync(Make.Policy, Cancel)).ShouldBeNull("a policy of old");
        (await right.ProblemAsync(Make.Policy with { RulesBy = new PolicyAuthor("oidc:anna", IsKnownHere: false) }, Cancel)).ShouldBeNull();
    }

    private static ClientPolicy By(string id) => Make.Policy with { RulesBy = new PolicyAuthor(id, IsKnownHere: true) };

    private static StoredToken Key(string id, params string[] scopes) => new(id, "api", Make.Client, scopes, [], 0, Disabled: false, CreatedMs: 0);
}
