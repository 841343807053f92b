using Shouldly;
using Soc.Gateway.Auth;
using Soc.Model.Response;

namespace Soc.Gateway.Tests.Auth;

/// <summary>Roles are names for scopes, and what somebody may do is read from his scopes in one place.</summary>
public sealed class CredentialRolesTests
{
    [Theory]
    [InlineData("client_viewer", ResponseRole.ClientViewer)]
    [InlineData("analyst", ResponseRole.Analyst)]
    [InlineData("responder", ResponseRole.Responder)]
    [InlineData("admin", ResponseRole.Admin)]
    public void A_role_is_what_its_scopes_make(string role, ResponseRole expected)
    {
        var scopes = CredentialRoles.ScopesOf(role).ShouldNotBeNull();
        scopes.ShouldAllBe(s => CredentialScopes.IsKnown(s));
        CredentialRoles.RoleOf(s => scopes.Contains(s, StringComparer.Ordinal)).ShouldBe(expected);
        new Caller(new Credential("id-1", CredentialKinds.Api, "acme", scopes, 0)).Actor.ShouldBe(new ResponseActor("id-1", expected));
    }

    [Fact]
    public void What_is_no_role_of_a_key_has_no_scopes()
    {
        CredentialRoles.ScopesOf(CredentialRoles.Agent).ShouldBeNull();
        CredentialRoles.ScopesOf("Admin").ShouldBeNull();
        CredentialRoles.ScopesOf(null).ShouldBeNull();
        CredentialRoles.OfKeys.ShouldAllBe(r => CredentialRoles.ScopesOf(r) != null);
    }
}
