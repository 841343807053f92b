using System.Text.Json;
using Soc.Model.Events;

namespace Soc.Model.Ocsf;

/// <summary>Reads the sections; one without any value is left null.</summary>
internal static class OcsfReadSections
{
    public static SecurityEvent Fill(SecurityEvent e, JsonElement root, JsonElement extension)
    {
        var c = e.Class;
        var acting = User(root.Child("actor"u8).Child("user"u8));
        var (user, actor) = OcsfSchema.HasUser(c) ? (User(root.Child("user"u8)), acting)
            : c == EventClass.EntityManagement ? (User(root.Child("entity"u8).Child("user"u8)), acting)
            : (acting ?? User(root.Child("user"u8)), User(extension.Child("actor"u8)));
        var evidence = root.First("evidences"u8);
        return OcsfReadWire.Fill(e, root, extension) with
        {
            User = user ?? (OcsfSchema.IsFinding(c) ? User(evidence.Child("actor"u8).Child("user"u8)) ?? User(evidence.Child("user"u8)) : null),
            Actor = actor,
            Src = Endpoint(root.Child("src_endpoint"u8)) ?? Endpoint(evidence.Child("src_endpoint"u8)) ?? Endpoint(extension.Child("src_endpoint"u8)),
            Dst = Endpoint(root.Child("dst_endpoint"u8)) ?? Endpoint(evidence.Child("dst_endpoint"u8)) ?? Endpoint(extension.Child("dst_endpoint"u8)),
            Device = Device(root, extension),
            Session = Session(root, extension, c),
            Auth = Authentication(root, extension, e),
            Traffic = OcsfReadWire.Flow(Traffic(root, extension, c), root, extension),
            Http = Http(root),
            Finding = Finding(root, extension, e),
            Change = Change(root, extension, e),
        };
    }

    private static UserIdentity? User(JsonElement u)
    {
        var hasType = u.Has("type_id"u8);
        var name = Real(u.Text("name"u8)) ?? u.Child("account"u8).Text("name"u8);
        var identity = new UserIdentity
        {
            Name = name,
            Uid = u.Text("uid"u8) ?? u.Text("uid_alt"u8),
            Email = u.Text("email_addr"u8),
            Domain = u.Text("domain"u8),
            DisplayName = u.Text("full_name"u8) ?? u.Text("display_name"u8),
            IsService = hasType && u.Int("type_id"u8) is 3 or 4,
        };
        return identity == new UserIdentity() ? null : identity;
    }

    private static EndpointSection? Endpoint(JsonElement s)
    {
        var location = s.Child("location"u8);
        var endpoint = new EndpointSection
        {
            Ip = s.Text("ip"u8) is { } ip ? IpText.Canonical(ip) : null,
            Port = s.Int("port"u8) is > 0 and <= 65535 and var port ? port : 0,
            Hostname = s.Text("hostname"u8) ?? Real(s.Text("name"u8)),
            Mac = s.Text("mac"u8),
            Zone = s.Text("zone"u8),
            TranslatedIp = s.Child("proxy_endpoint"u8).Text("ip"u8) is { } inner ? IpText.Canonical(inner) : null,
            ClaimedCountry = location.Text("country"u8),
            ClaimedCity = location.Text("city"u8),
        };
        return endpoint == new EndpointSection() ? null : endpoint;
    }

    private static DeviceSection? Device(JsonElement root, JsonElement extension)
    {
        var d = root.Child("device"u8);
        var device = new DeviceSection
        {
            Uid = d.Text("uid"u8),
            Hostname = d.Text("hostname"u8) ?? d.Text("name"u8),
            Os = d.Child("os"u8).Text("name"u8),
            Mac = d.Text("mac"u8),
            IsManaged = d.Flag("is_managed"u8),
            IsCompliant = d.Flag("is_compliant"u8),
            Client = extension.Text("device_client"u8),
            UserAgent = root.Child("http_request"u8).Text("user_agent"u8),
        };
        return device == new DeviceSection() ? null : device;
    }

    private static SessionSection? Session(JsonElement root, JsonElement extension, EventClass c)
    {
        var own = extension.Child("session"u8);
        var s = root.Has("session"u8) ? root.Child("session"u8) : own;
        var isTunnel = c == EventClass.TunnelActivity;
        var isNamed = root.Has("session"u8) || extension.Has("session"u8) || isTunnel;
        var session = new SessionSection
        {
            Uid = s.Text("uid"u8),
            IsVpn = s.Flag("is_vpn"u8) ?? (isTunnel && extension.ValueKind == JsonValueKind.Undefined),
            TunnelIp = isTunnel ? (root.Child("tunnel_interface"u8).Text("ip"u8) is { } ip ? IpText.Canonical(ip) : null) : own.Text("tunnel_ip"u8),
            TunnelType = isTunnel ? Real(root.Text("tunnel_type"u8)) : own.Text("tunnel_type"u8),
            DurationMs = isNamed ? root.Number("duration"u8) : 0,
        };
        return session == new SessionSection() ? null : session;
    }

    private static AuthSection? Authentication(JsonElement root, JsonElement extension, SecurityEvent e)
    {
        var own = extension.Child("auth"u8);
        if (e.Class != EventClass.Authentication)
        {
            return own.ValueKind != JsonValueKind.Object
                ? null
                : new AuthSection
                {
                    IsInteractive = own.Flag("is_interactive"u8),
                    IsMfa = own.Flag("is_mfa"u8),
                    MfaFromToken = own.Flag("mfa_from_token"u8) ?? false,
                    Factor = Factor(own.Int("factor_type_id"u8)),
                    FactorAddress = own.Text("factor_ip"u8),
                    Failure = Failure(own.Int("failure_id"u8)),
                    ProtocolId = own.Int("auth_protocol_id"u8),
                    LogonTypeId = own.Int("logon_type_id"u8),
                    Service = own.Text("service"u8),
                    ServiceId = own.Text("service_uid"u8),
                    ProviderRisk = own.Text("provider_risk"u8),
                    IsFactorStep = own.Flag("is_factor_step"u8) ?? false,
                };
        }

        var isForeign = extension.ValueKind != JsonValueKind.Object;
        if (!isForeign && own.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var factor = FactorObject(root);
        var service = root.Child("service"u8);
        var logonType = root.Int("logon_type_id"u8);
        return new AuthSection
        {
            IsInteractive = isForeign ? Interactive(logonType) : own.Flag("is_interactive"u8),
            IsMfa = root.Flag("is_mfa"u8),
            MfaFromToken = own.Flag("mfa_from_token"u8) ?? false,
            Factor = Factor(factor.Int("factor_type_id"u8)),
            FactorAddress = factor.Child("device"u8).Text("ip"u8) is { } ip ? IpText.Canonical(ip) : null,
            Failure = isForeign ? ForeignFailure(root, e.Status) : Failure(own.Int("failure_id"u8)),
            ProtocolId = root.Int("auth_protocol_id"u8),
            LogonTypeId = logonType,
            Service = Real(service.Text("name"u8)),
            ServiceId = service.Text("uid"u8),
            ProviderRisk = own.Text("provider_risk"u8) ?? (isForeign ? root.Text("risk_level"u8)?.ToLowerInvariant() : null),
            IsFactorStep = own.Flag("is_factor_step"u8) ?? false,
        };
    }

    // The password may be listed among the factors: the other one is of interest.
    private static JsonElement FactorObject(JsonElement root)
    {
        var list = root.Child("auth_factors"u8);
        if (list.ValueKind != JsonValueKind.Array)
        {
            return default;
        }

        foreach (var factor in list.EnumerateArray())
        {
            if (factor.Int("factor_type_id"u8) != (int)AuthFactor.Password)
            {
                return factor;
            }
        }

        return root.First("auth_factors"u8);
    }

    private static bool? Interactive(int logonType) => logonType switch
    {
        2 or 7 or 10 or 11 or 12 or 13 => true,
        3 or 4 or 5 or 8 => false,
        _ => null,
    };

    private static FailureKind ForeignFailure(JsonElement root, EventStatus status)
    {
        if (status != EventStatus.Failure)
        {
            return FailureKind.None;
        }

        var text = $"{root.Text("status_detail"u8)} {root.Text("status_code"u8)} {root.Text("message"u8)}";
        return Enum.TryParse<FailureKind>(root.Text("status_detail"u8), out var named) && Enum.IsDefined(named) && named != FailureKind.None ? named
            : Has(text, "locked") || Has(text, "disabled") || Has(text, "expired") ? FailureKind.AccountLocked
            : Has(text, "unknown user") || Has(text, "no such user") || Has(text, "does not exist") ? FailureKind.UnknownUser
            : Has(text, "password") || Has(text, "credential") ? FailureKind.BadCredential
            : FailureKind.Other;
    }

    private static TrafficSection? Traffic(JsonElement root, JsonElement extension, EventClass c)
    {
        var isNetwork = OcsfSchema.IsNetwork(c);
        var own = extension.Child("traffic"u8);
        if (!isNetwork && own.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var t = isNetwork ? root.Child("traffic"u8) : own;
        var connection = isNetwork ? root.Child("connection_info"u8) : own;
        var traffic = new TrafficSection
        {
            BytesOut = t.Number("bytes_out"u8),
            BytesIn = t.Number("bytes_in"u8),
            PacketsOut = t.Number("packets_out"u8),
            PacketsIn = t.Number("packets_in"u8),
            ProtocolNumber = connection.Int("protocol_num"u8),
            DirectionId = connection.Int("direction_id"u8),
            Application = (isNetwork ? root : own).Text("app_name"u8),
            Rule = isNetwork ? root.Child("firewall_rule"u8).Text("name"u8) ?? root.Child("firewall_rule"u8).Text("uid"u8) : own.Text("rule"u8),
            Action = isNetwork ? root.Text("action"u8)?.ToLowerInvariant() : own.Text("action"u8),
        };
        return traffic == new TrafficSection() ? null : traffic;
    }

    private static HttpSection? Http(JsonElement root)
    {
        var request = root.Child("http_request"u8);
        var url = request.Has("url"u8) ? request.Child("url"u8) : root.Child("url"u8);
        var http = new HttpSection
        {
            Url = url.Text("url_string"u8),
            Host = url.Text("hostname"u8),
            Method = request.Text("http_method"u8),
            StatusCode = root.Child("http_response"u8).Int("code"u8),
            Category = url.First("categories"u8).Text(),
        };
        return http == new HttpSection() ? null : http;
    }

    private static FindingSection? Finding(JsonElement root, JsonElement extension, SecurityEvent e)
    {
        var isForeign = extension.ValueKind != JsonValueKind.Object;
        var own = extension.Child("finding"u8);
        if (own.ValueKind == JsonValueKind.Object)
        {
            return new FindingSection { Uid = own.Text("uid"u8), Title = own.Text("title"u8), Type = own.Text("type"u8), Score = own.Int("risk_score"u8), ActionId = own.Int("action_id"u8) };
        }

        if (!OcsfSchema.IsFinding(e.Class) || (!isForeign && e.Class != EventClass.DetectionFinding))
        {
            return null;
        }

        var info = root.Has("finding_info"u8) ? root.Child("finding_info"u8) : root.First("finding_info_list"u8);
        var uid = info.Text("uid"u8);
        var finding = new FindingSection
        {
            // The writer puts the event's id where a finding has none.
            Uid = !isForeign && uid == root.Child("metadata"u8).Text("uid"u8) ? null : uid,
            Title = info.Text("title"u8),
            Type = info.First("types"u8).Text(),
            Score = root.Has("risk_score"u8) ? Math.Clamp(root.Int("risk_score"u8), -1, 100) : -1,
            ActionId = root.Int("action_id"u8),
        };
        return finding == new FindingSection() ? null : finding;
    }

    private static ChangeSection? Change(JsonElement root, JsonElement extension, SecurityEvent e)
    {
        var own = extension.Child("change"u8);
        if (own.ValueKind == JsonValueKind.Object)
        {
            return new ChangeSection
            {
                Operation = own.Text("operation"u8),
                Target = own.Text("target"u8),
                Group = own.Text("group"u8),
                IsMfaChange = own.Flag("is_mfa_change"u8) ?? false,
                IsDeviceRegistration = own.Flag("is_device_registration"u8) ?? false,
            };
        }

        if (extension.ValueKind == JsonValueKind.Object || e.Class is not (EventClass.AccountChange or EventClass.EntityManagement or EventClass.GroupManagement))
        {
            return null;
        }

        return new ChangeSection
        {
            Operation = root.Child("api"u8).Text("operation"u8) ?? root.Text("activity_name"u8),
            Target = root.Child("user"u8).Text("name"u8) ?? root.Child("entity"u8).Text("name"u8),
            Group = root.Child("group"u8).Text("name"u8),
            IsMfaChange = e is { Class: EventClass.AccountChange, ActivityId: Activity.Account.MfaEnable or Activity.Account.MfaDisable },
        };
    }

    private static AuthFactor Factor(int id) => Enum.IsDefined((AuthFactor)id) ? (AuthFactor)id : AuthFactor.Other;

    private static FailureKind Failure(int id) => Enum.IsDefined((FailureKind)id) ? (FailureKind)id : FailureKind.Other;

    private static string? Real(string? name) => string.Equals(name, OcsfSchema.Placeholder, StringComparison.OrdinalIgnoreCase) ? null : name;

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
