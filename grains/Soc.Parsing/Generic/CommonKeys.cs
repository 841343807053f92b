using Soc.Parsing.Text;

namespace Soc.Parsing.Generic;

/// <summary>Keys of the CEF and LEEF dictionaries, and the names that key=value logs use for the same things.</summary>
internal static class CommonKeys
{
    public static readonly KeyTable<CommonField> Table = new(
        [],
        (CommonField.Time, "rt devTime deviceReceiptTime timestamp time eventtime event_time date_time datetime @timestamp ts detectionDate update_time"),
        (CommonField.EndTime, "end start startTime endTime"),
        (CommonField.Zone, "dtz devTimeZone tz timezone"),
        (CommonField.Action, "act action deviceAction"),
        (CommonField.Outcome, "outcome eventOutcome result status policy_result"),
        (CommonField.Reason, "reason failure_reason fail_reason error cause"),
        (CommonField.Message, "msg message desc description"),
        (CommonField.EventName, "name title eventname event event_type eventtype"),
        (CommonField.Category, "cat category deviceEventCategory"),
        (CommonField.Severity, "sev severity level priority"),
        (CommonField.SourceUser, "suser usrName sourceUserName srcuser user username user_name login account identUserName src_user accountName"),
        (CommonField.DestinationUser, "duser destinationUserName dstuser dst_user target_user targetUser"),
        (CommonField.SourceUserId, "suid sourceUserId"),
        (CommonField.SourceDomain, "sntdom domain sourceNtDomain"),
        (CommonField.DestinationDomain, "dntdom destinationNtDomain"),
        (CommonField.SourceIp, "src sourceAddress srcip src_ip source_ip clientip client_ip remote_ip remip rhost ipaddress ip identSrc remote_addr offender_ip source"),
        (CommonField.SourceIpv6, "c6a2 sourceIPv6Address"),
        (CommonField.SourcePort, "spt sourcePort srcPort src_port source_port"),
        (CommonField.SourceHost, "shost sourceHostName srchost src_host identHostName workstation client_host"),
        (CommonField.SourceMac, "smac sourceMacAddress srcMAC src_mac identMac"),
        (CommonField.SourceNat, "sourceTranslatedAddress srcPostNAT"),
        (CommonField.DestinationIp, "dst destinationAddress dstip dst_ip dest_ip destination_ip dest victim_ip destination"),
        (CommonField.DestinationIpv6, "c6a3 destinationIPv6Address"),
        (CommonField.DestinationPort, "dpt destinationPort dstPort dst_port dest_port destination_port"),
        (CommonField.DestinationHost, "dhost destinationHostName dsthost dst_host dest_host"),
        (CommonField.DestinationNat, "destinationTranslatedAddress dstPostNAT"),
        (CommonField.Protocol, "proto transportProtocol protocol"),
        (CommonField.Application, "app applicationProtocol application"),
        (CommonField.BytesOut, "out bytesOut srcBytes bytes_out sent sentbyte sent_bytes bytes_sent"),
        (CommonField.BytesIn, "in bytesIn dstBytes bytes_in rcvd rcvdbyte received_bytes bytes_received"),
        (CommonField.Url, "request requestUrl url uri"),
        (CommonField.HttpMethod, "requestMethod method http_method"),
        (CommonField.UserAgent, "requestClientApplication useragent user_agent"),
        (CommonField.DeviceHost, "dvchost deviceHostName hostname host devname device_name sourceServiceName"),
        (CommonField.DeviceIp, "dvc deviceAddress"),
        (CommonField.ExternalId, "externalId"),
        (CommonField.SessionId, "session sessionid session_id"),
        (CommonField.Rule, "policy rule rule_name policyname"),
        (CommonField.Service, "service destinationServiceName sproc"),
        (CommonField.Score, "score risk_score riskScore threat_score threatScore"));
}
